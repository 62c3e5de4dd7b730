package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Function;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Namespace;
import dev.afina.tokenizer.jinja.Value.Text;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that a template can call by name.
final class Globals {
  private Globals() {}

  /// As in Jinja's sandbox.
  private static final int LONGEST_RANGE = 100_000;

  static Map<String, Value> all(Budget budget, InstantSource clock) {
    Map<String, Value> globals = new LinkedHashMap<>();
    add(globals, "range", passed -> range(passed, budget));
    add(globals, "dict", passed -> dict(passed, budget));
    add(globals, "namespace", passed -> namespace(passed, budget));
    add(
        globals,
        "raise_exception",
        passed -> {
          throw Fault.rejects(Python.text(passed.required(0, "message"), budget));
        });
    add(
        globals,
        "strftime_now",
        passed -> {
          LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
          return new Text(
              budget.made(Strftime.format(Python.text(passed.required(0, "format")), now)));
        });
    add(globals, "joiner", passed -> joiner(passed.text(0, "sep", ", ")));
    return globals;
  }

  private static void add(
      Map<String, Value> globals, String name, java.util.function.Function<Arguments, Value> body) {
    globals.put(name, new Function(name, body));
  }

  private static Value range(Arguments passed, Budget budget) {
    long first = Python.integer(passed.required(0, "start"));
    boolean one = passed.positional().size() == 1;
    long start = one ? 0 : first;
    long stop = one ? first : Python.integer(passed.required(1, "stop"));
    long step = passed.integer(2, "step", 1);
    if (step == 0) throw Fault.fails("range() arg 3 must not be zero");
    List<Value> numbers = new ArrayList<>();
    try {
      for (long i = start; step > 0 ? i < stop : i > stop; i = Math.addExact(i, step)) {
        if (numbers.size() == LONGEST_RANGE) throw Fault.limit(Limit.RANGE, LONGEST_RANGE);
        budget.step();
        numbers.add(new Int(i));
      }
    } catch (ArithmeticException end) {
      // The next number would be none of Java's: it lies behind `stop`.
    }
    return Items.list(numbers);
  }

  private static Dict dict(Arguments passed, Budget budget) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    if (!passed.positional().isEmpty()) {
      Value first = passed.positional().getFirst();
      if (first instanceof Dict given) {
        budget.steps(given.entries().size());
        entries.putAll(given.entries());
      } else {
        for (Value pair : Python.items(first, budget)) {
          List<Value> both = Python.items(pair, budget);
          if (both.size() != 2) throw Fault.fails("dictionary update sequence needs pairs");
          entries.put(Python.hashable(both.getFirst()), both.getLast());
        }
      }
    }
    passed.named().forEach((name, value) -> entries.put(new Text(name), value));
    return Dict.of(entries);
  }

  private static Namespace namespace(Arguments passed, Budget budget) {
    Namespace namespace = new Namespace();
    dict(passed, budget)
        .entries()
        .forEach((key, value) -> namespace.members.put(Python.text(key), value));
    return namespace;
  }

  /// Gives nothing at first, then the separator each time.
  private static Value joiner(String separator) {
    boolean[] used = {false};
    return new Function(
        "joiner",
        _ -> {
          boolean first = !used[0];
          used[0] = true;
          return first ? Text.EMPTY : new Text(separator);
        });
  }
}
