package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parts of lists and texts by place, counted from the end where negative.
final class Slices {
  private Slices() {}

  static boolean isPlace(Value index) {
    return index instanceof Int || index instanceof Bool;
  }

  static @Nullable Value at(List<Value> items, Value index) {
    long place = place(index, items.size());
    return place < 0 || place >= items.size() ? null : items.get((int) place);
  }

  static @Nullable Value at(String text, Value index, Budget budget) {
    budget.steps(1 + text.length() / 32);
    int length = Characters.length(text);
    long place = place(index, length);
    return place < 0 || place >= length ? null : new Text(Characters.at(text, (int) place));
  }

  private static long place(Value index, int length) {
    long place = Python.integer(index);
    return place < 0 ? place + length : place;
  }

  /// `value[start:stop:step]`.
  static Value of(Value value, Value start, Value stop, Value step, Budget budget) {
    budget.steps(value.cost());
    long stride = step == None.NONE ? 1 : Python.integer(step);
    if (stride == 0) throw Fault.fails("slice step cannot be zero");
    return switch (value) {
      case Text text -> {
        int length = Characters.length(text.value());
        if (stride == 1) {
          int from = (int) bound(start, 0, length, 1);
          int to = (int) Math.max(from, bound(stop, length, length, 1));
          yield new Text(budget.made(Characters.between(text.value(), from, to)));
        }
        int[] characters = text.value().codePoints().toArray();
        budget.characters(2L * length);
        StringBuilder picked = new StringBuilder();
        for (int i : places(start, stop, stride, length)) picked.appendCodePoint(characters[i]);
        yield new Text(budget.made(picked.toString()));
      }
      case Items items -> {
        List<Value> picked = new ArrayList<>();
        for (int i : places(start, stop, stride, items.values().size()))
          picked.add(items.values().get(i));
        yield items.tuple() ? Items.tuple(picked) : Items.list(picked);
      }
      case Undefined undefined -> throw Fault.fails(undefined.why());
      case None _, Bool _, Int _, Value.Real _, Value.Dict _, Value.Namespace _, Value.Callable _ ->
          throw Fault.fails("'" + Python.type(value) + "' object is not subscriptable");
    };
  }

  private static int[] places(Value start, Value stop, long step, int length) {
    long from = bound(start, step > 0 ? 0 : length - 1, length, step);
    long to = bound(stop, step > 0 ? length : -1, length, step);
    long way = step > 0 ? to - from : from - to;
    long n = way <= 0 ? 0 : 1 + (way - 1) / Math.absExact(Math.max(step, -Long.MAX_VALUE));
    int[] places = new int[Math.clamp(n, 0, length)];
    for (int i = 0; i < places.length; i++) places[i] = (int) (from + i * step);
    return places;
  }

  private static long bound(Value bound, long otherwise, int length, long step) {
    if (bound == None.NONE) return otherwise;
    long place = place(bound, length);
    return step > 0 ? Math.clamp(place, 0, length) : Math.clamp(place, -1, length - 1);
  }
}
