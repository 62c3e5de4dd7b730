package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Function;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Python's dictionaries and lists can do, without what changes them: as in the sandbox that
/// Transformers uses.
final class Methods {
  private Methods() {}

  private static final Set<String> CHANGE_DICT =
      Set.of("clear", "pop", "popitem", "setdefault", "update");
  private static final Set<String> CHANGE_LIST =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

  static @Nullable Function of(Dict dict, String name, Budget budget) {
    if (CHANGE_DICT.contains(name)) throw changes(name, dict);
    return switch (name) {
      case "get" ->
          new Function(
              name,
              passed -> {
                Value found = dict.entries().get(Python.hashable(passed.required(0, "key")));
                return found == null ? passed.get(1, "default", None.NONE) : found;
              });
      case "items" -> new Function(name, _ -> entries(dict, budget));
      case "keys" -> new Function(name, _ -> Items.list(Python.items(dict, budget)));
      case "values" ->
          new Function(
              name,
              _ -> {
                budget.steps(dict.entries().size());
                return Items.list(List.copyOf(dict.entries().values()));
              });
      case "copy" -> new Function(name, _ -> dict);
      default -> null;
    };
  }

  /// A tuple of key and value for each entry.
  static Items entries(Dict dict, Budget budget) {
    budget.steps(2L * dict.entries().size());
    List<Value> entries = new ArrayList<>();
    dict.entries().forEach((key, value) -> entries.add(Items.tuple(key, value)));
    return Items.list(entries);
  }

  static @Nullable Function of(Items items, String name, Budget budget) {
    if (!items.tuple() && CHANGE_LIST.contains(name)) throw changes(name, items);
    return switch (name) {
      case "index" ->
          new Function(
              name,
              passed -> {
                Value wanted = passed.required(0, "value");
                budget.steps(items.cost());
                for (int i = 0; i < items.values().size(); i++)
                  if (Python.equal(items.values().get(i), wanted)) return new Int(i);
                throw Fault.fails("value is not in list");
              });
      case "count" ->
          new Function(
              name,
              passed -> {
                Value wanted = passed.required(0, "value");
                budget.steps(items.cost());
                return new Int(
                    items.values().stream().filter(one -> Python.equal(one, wanted)).count());
              });
      case "copy" -> items.tuple() ? null : new Function(name, _ -> items);
      default -> null;
    };
  }

  static @Nullable Function of(Value.Real real, String name) {
    return name.equals("is_integer")
        ? new Function(name, _ -> Bool.of(real.value() == Math.rint(real.value())))
        : null;
  }

  private static Fault changes(String name, Value value) {
    return Fault.unsafe(
        "access to attribute '" + name + "' of '" + Python.type(value) + "' object is unsafe.");
  }
}
