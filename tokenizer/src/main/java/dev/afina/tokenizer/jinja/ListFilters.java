package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Expression.Operator;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Filters that go through lists. Where Python would make a generator there is a list.
final class ListFilters {
  private ListFilters() {}

  static Value list(Value in, Arguments with, Interpreter by) {
    return Items.list(Python.items(in, by.budget));
  }

  static Value items(Value in, Arguments with, Interpreter by) {
    if (in instanceof Undefined) return Items.list(List.of());
    if (in instanceof Dict dict) return Methods.entries(dict, by.budget);
    throw Fault.fails("Can only get item pairs from a mapping.");
  }

  static Value first(Value in, Arguments with, Interpreter by) {
    List<Value> items = Python.items(in, by.budget);
    return items.isEmpty() ? new Undefined("No first item, sequence was empty.") : items.getFirst();
  }

  static Value last(Value in, Arguments with, Interpreter by) {
    List<Value> items = Python.items(in, by.budget);
    return items.isEmpty() ? new Undefined("No last item, sequence was empty.") : items.getLast();
  }

  static Value reverse(Value in, Arguments with, Interpreter by) {
    if (in instanceof Text text)
      return new Text(by.budget.made(new StringBuilder(text.value()).reverse().toString()));
    return Items.list(List.copyOf(Python.items(in, by.budget).reversed()));
  }

  static Value join(Value in, Arguments with, Interpreter by) {
    String between = Python.text(with.get(0, "d", Text.EMPTY), by.budget);
    UnaryOperator<Value> part = part(with.find(1, "attribute"), null, by);
    StringBuilder joined = new StringBuilder();
    boolean first = true;
    for (Value item : Python.items(in, by.budget)) {
      String text = Python.text(part.apply(item), by.budget);
      by.budget.characters((long) between.length() + text.length());
      if (!first) joined.append(between);
      first = false;
      joined.append(text);
    }
    return new Text(joined.toString());
  }

  static Value batch(Value in, Arguments with, Interpreter by) {
    int size = Math.clamp(Python.integer(with.required(0, "linecount")), 1, 1 << 20);
    Value fill = with.get(1, "fill_with", None.NONE);
    List<Value> items = Python.items(in, by.budget);
    List<Value> batches = new ArrayList<>();
    for (int at = 0; at < items.size(); at += size) {
      List<Value> batch = new ArrayList<>(items.subList(at, Math.min(items.size(), at + size)));
      if (fill != None.NONE) by.budget.steps(size);
      while (fill != None.NONE && batch.size() < size) batch.add(fill);
      batches.add(Items.list(batch));
    }
    return Items.list(batches);
  }

  static Value slice(Value in, Arguments with, Interpreter by) {
    int slices = Math.clamp(Python.integer(with.required(0, "slices")), 1, 1 << 20);
    by.budget.steps(slices);
    Value fill = with.get(1, "fill_with", None.NONE);
    List<Value> items = Python.items(in, by.budget);
    int each = items.size() / slices;
    int longer = items.size() % slices;
    List<Value> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < slices; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<Value> slice = new ArrayList<>(items.subList(from, to));
      if (fill != None.NONE && i >= longer && longer > 0) slice.add(fill);
      all.add(Items.list(slice));
      from = to;
    }
    return Items.list(all);
  }

  static Value sum(Value in, Arguments with, Interpreter by) {
    UnaryOperator<Value> part = part(with.find(0, "attribute"), null, by);
    Value sum = with.get(1, "start", new Int(0));
    for (Value item : Python.items(in, by.budget))
      sum = Arithmetic.apply(Operator.ADD, sum, part.apply(item), by.budget);
    return sum;
  }

  static Value sort(Value in, Arguments with, Interpreter by) {
    boolean backwards = with.flag(0, "reverse", false);
    boolean exactCase = with.flag(1, "case_sensitive", false);
    List<UnaryOperator<Value>> parts = new ArrayList<>();
    Value attribute = with.find(2, "attribute");
    if (attribute instanceof Text names)
      for (String name : names.value().split(",", 20)) parts.add(part(new Text(name), null, by));
    else parts.add(part(attribute, null, by));
    Comparator<Value> order =
        (a, b) -> {
          for (UnaryOperator<Value> part : parts) {
            int found =
                Python.compare(folded(part.apply(a), exactCase), folded(part.apply(b), exactCase));
            if (found != 0) return found;
          }
          return 0;
        };
    return Items.list(sorted(in, backwards ? order.reversed() : order, by));
  }

  private static List<Value> sorted(Value in, Comparator<Value> order, Interpreter by) {
    List<Value> items = new ArrayList<>(Python.items(in, by.budget));
    by.budget.steps(20 * in.cost());
    items.sort(order);
    return items;
  }

  static Value dictsort(Value in, Arguments with, Interpreter by) {
    if (!(in instanceof Dict dict)) throw Fault.fails("dictsort needs a mapping");
    boolean exactCase = with.flag(0, "case_sensitive", false);
    int place = with.text(1, "by", "key").equals("value") ? 1 : 0;
    Comparator<Value> order =
        (a, b) ->
            Python.compare(
                folded(((Items) a).values().get(place), exactCase),
                folded(((Items) b).values().get(place), exactCase));
    boolean backwards = with.flag(2, "reverse", false);
    return Items.list(
        sorted(Methods.entries(dict, by.budget), backwards ? order.reversed() : order, by));
  }

  /// A tuple of the value and the items that have it, for each value.
  static Value groupby(Value in, Arguments with, Interpreter by) {
    UnaryOperator<Value> part = part(with.required(0, "attribute"), with.find(1, "default"), by);
    boolean exactCase = with.flag(2, "case_sensitive", false);
    List<Value> items =
        sorted(
            in,
            (a, b) ->
                Python.compare(folded(part.apply(a), exactCase), folded(part.apply(b), exactCase)),
            by);
    List<Value> groups = new ArrayList<>();
    for (int from = 0, to; from < items.size(); from = to) {
      Value key = part.apply(items.get(from));
      to = from + 1;
      while (to < items.size()
          && Python.equal(folded(key, exactCase), folded(part.apply(items.get(to)), exactCase)))
        to++;
      by.budget.steps(to - from);
      groups.add(Items.tuple(key, Items.list(List.copyOf(items.subList(from, to)))));
    }
    return Items.list(groups);
  }

  static Value unique(Value in, Arguments with, Interpreter by) {
    boolean exactCase = with.flag(0, "case_sensitive", false);
    UnaryOperator<Value> part = part(with.find(1, "attribute"), null, by);
    by.budget.steps(in.cost());
    Set<Value> seen = new HashSet<>();
    List<Value> unique = new ArrayList<>();
    for (Value item : Python.items(in, by.budget))
      if (seen.add(Python.hashable(folded(part.apply(item), exactCase)))) unique.add(item);
    return Items.list(unique);
  }

  static Value min(Value in, Arguments with, Interpreter by) {
    return outermost(in, with, by, -1);
  }

  static Value max(Value in, Arguments with, Interpreter by) {
    return outermost(in, with, by, 1);
  }

  private static Value outermost(Value in, Arguments with, Interpreter by, int direction) {
    boolean exactCase = with.flag(0, "case_sensitive", false);
    UnaryOperator<Value> part = part(with.find(1, "attribute"), null, by);
    by.budget.steps(in.cost());
    Value best = null;
    for (Value item : Python.items(in, by.budget)) {
      boolean better =
          best == null
              || direction
                      * Python.compare(
                          folded(part.apply(item), exactCase), folded(part.apply(best), exactCase))
                  > 0;
      if (better) best = item;
    }
    return best == null ? new Undefined("No aggregated item, sequence was empty.") : best;
  }

  /// Another filter on each item, or a part of each.
  static Value map(Value in, Arguments with, Interpreter by) {
    UnaryOperator<Value> change;
    if (with.positional().isEmpty()) {
      change = part(with.required(0, "attribute"), with.named().get("default"), by);
    } else {
      String filter = Python.text(with.positional().getFirst());
      Arguments rest = with.after(1);
      change = item -> Filters.apply(filter, item, rest, by);
    }
    List<Value> mapped = new ArrayList<>();
    for (Value item : Python.items(in, by.budget)) mapped.add(change.apply(item));
    return Items.list(mapped);
  }

  static Value select(Value in, Arguments with, Interpreter by) {
    return chosen(in, item -> item, with, true, by);
  }

  static Value reject(Value in, Arguments with, Interpreter by) {
    return chosen(in, item -> item, with, false, by);
  }

  static Value selectattr(Value in, Arguments with, Interpreter by) {
    return chosen(in, part(with.required(0, "attr"), null, by), with.after(1), true, by);
  }

  static Value rejectattr(Value in, Arguments with, Interpreter by) {
    return chosen(in, part(with.required(0, "attr"), null, by), with.after(1), false, by);
  }

  private static Value chosen(
      Value in, UnaryOperator<Value> part, Arguments with, boolean wanted, Interpreter by) {
    BiPredicate<Value, Arguments> test =
        with.positional().isEmpty()
            ? (value, _) -> Python.isTrue(value)
            : (value, rest) ->
                Tests.isTrue(Python.text(with.positional().getFirst()), value, rest, by.budget);
    Arguments rest = with.after(1);
    List<Value> chosen = new ArrayList<>();
    for (Value item : Python.items(in, by.budget))
      if (test.test(part.apply(item), rest) == wanted) chosen.add(item);
    return Items.list(chosen);
  }

  /// `attribute='function.name'`: that part of an item; the item itself if nothing is named.
  private static UnaryOperator<Value> part(
      @Nullable Value attribute, @Nullable Value otherwise, Interpreter by) {
    if (attribute == null || attribute == None.NONE) return item -> item;
    if (attribute instanceof Int) return item -> by.item(item, attribute);
    String[] names = Python.text(attribute).split("\\.", 20);
    return item -> {
      Value value = item;
      for (String name : names) {
        by.budget.step();
        boolean place =
            !name.isEmpty() && name.length() < 10 && name.chars().allMatch(Character::isDigit);
        value = by.item(value, place ? new Int(Long.parseLong(name)) : new Text(name));
        if (value instanceof Undefined && otherwise != null) return otherwise;
      }
      return value;
    };
  }

  private static Value folded(Value value, boolean exactCase) {
    return !exactCase && value instanceof Text text
        ? new Text(Characters.lower(text.value()))
        : value;
  }
}
