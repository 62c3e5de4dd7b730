package dev.afina.tokenizer.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// All that a template can hold: Python's plain values, and what can be called. There is no way
/// from here to a Java object.
sealed interface Value {

  /// A name or part that is not there: prints nothing, is false, and fails when it is used.
  ///
  /// @param why what will be said then
  record Undefined(String why) implements Value {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  enum None implements Value {
    NONE
  }

  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  record Int(long value) implements Value {}

  record Real(double value) implements Value {}

  /// Comparable, because a map needs that to stay fast when texts are chosen to collide in it.
  record Text(String value) implements Value, Comparable<Text> {
    static final Text EMPTY = new Text("");

    @Override
    public int compareTo(Text other) {
      return value.compareTo(other.value);
    }
  }

  /// A list or a tuple.
  record Items(List<Value> values, boolean tuple, Extent extent) implements Value {
    static Items list(List<Value> values) {
      return new Items(values, false, Extent.above(values));
    }

    static Items tuple(List<Value> values) {
      return new Items(values, true, Extent.above(values));
    }

    static Items tuple(Value... values) {
      return tuple(List.of(values));
    }
  }

  /// Entries keep their order.
  record Dict(Map<Value, Value> entries, Extent extent) implements Value {
    static Dict of(Map<Value, Value> entries) {
      return new Dict(entries, Extent.above(entries.keySet()).with(Extent.above(entries.values())));
    }

    @Nullable Value get(String key) {
      return entries.get(new Text(key));
    }
  }

  /// The one thing that a template can change.
  final class Namespace implements Value {
    final Map<String, Value> members = new LinkedHashMap<>();
  }

  /// Something that can be called.
  sealed interface Callable extends Value {
    Value call(Arguments arguments);

    String name();
  }

  /// A function of ours: global, a method of a text, a macro.
  record Function(String name, java.util.function.Function<Arguments, Value> body)
      implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return body.apply(arguments);
    }
  }

  /// The variable `loop`.
  ///
  /// @param again goes through other items with the same body, if the loop is `recursive`
  record Loop(List<Value> items, int index, int level, BiFunction<Value, Integer, Value> again)
      implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return again.apply(arguments.required(0, "iterable"), level + 1);
    }

    @Override
    public String name() {
      return "loop";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// What walking through a value costs, in steps of the [Budget]: values may share their parts, so
  /// a value that was made in a few steps may be endless to whoever prints or compares it.
  default long cost() {
    return switch (this) {
      case Text text -> 1 + text.value().length() / 32;
      case Items items -> items.extent().cost();
      case Dict dict -> dict.extent().cost();
      case Undefined _, None _, Bool _, Int _, Real _, Namespace _, Callable _ -> 1;
    };
  }

  /// How deep values lie in a value and how many they are. Both are bounded, so that whoever walks
  /// through them can do so recursively.
  record Extent(int depth, long cost) {
    private static final int DEEPEST = 100;

    /// @throws Fault if it is too deep or too much
    public Extent {
      if (depth > DEEPEST) throw Fault.limit(Limit.DEPTH, DEEPEST);
      if (cost > Budget.STEPS) throw Fault.limit(Limit.STEPS, Budget.STEPS);
    }

    static Extent above(Iterable<Value> parts) {
      int depth = 0;
      long cost = 1;
      for (Value part : parts) {
        cost += part.cost();
        if (part instanceof Items items) depth = Math.max(depth, items.extent().depth());
        else if (part instanceof Dict dict) depth = Math.max(depth, dict.extent().depth());
      }
      return new Extent(depth + 1, cost);
    }

    Extent with(Extent other) {
      return new Extent(Math.max(depth, other.depth), cost + other.cost);
    }
  }

  /// The value of plain Java data: maps with text keys, lists, texts, numbers, truth values, null.
  ///
  /// @throws IllegalArgumentException for anything else
  static Value of(@Nullable Object plain) {
    return switch (plain) {
      case null -> None.NONE;
      case Value value -> value;
      case String text -> new Text(text);
      case Boolean bool -> Bool.of(bool);
      case Integer number -> new Int(number);
      case Long number -> new Int(number);
      case Double number -> new Real(number);
      case List<?> list -> {
        List<Value> values = new ArrayList<>(list.size());
        for (Object one : list) values.add(of(one));
        yield Items.list(Collections.unmodifiableList(values));
      }
      case Map<?, ?> map -> {
        Map<Value, Value> entries = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> entries.put(of(key), of(value)));
        yield Dict.of(Collections.unmodifiableMap(entries));
      }
      default -> throw new IllegalArgumentException(plain.getClass().getName());
    };
  }
}
