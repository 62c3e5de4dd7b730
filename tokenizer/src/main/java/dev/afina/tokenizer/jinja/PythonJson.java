package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Callable;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Namespace;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// `json.dumps`, with the options that `tojson` has in Transformers.
final class PythonJson {
  private final StringBuilder json = new StringBuilder();
  private final Budget budget;
  private final boolean ascii;
  private final String indent;
  private final boolean indented;
  private final boolean sorted;
  private final String comma;
  private final String colon;

  private PythonJson(Arguments arguments, Budget budget) {
    this.budget = budget;
    this.ascii = arguments.flag(0, "ensure_ascii", false);
    Value step = arguments.get(1, "indent", None.NONE);
    this.indented = step != None.NONE;
    this.indent =
        !indented
            ? ""
            : step instanceof Text text
                ? text.value().substring(0, Math.min(text.value().length(), 1000))
                : " ".repeat(Math.clamp(Python.integer(step), 0, 1000));
    Value separators = arguments.get(2, "separators", None.NONE);
    if (separators instanceof Items pair && pair.values().size() == 2) {
      this.comma = Python.text(pair.values().getFirst());
      this.colon = Python.text(pair.values().getLast());
    } else {
      this.comma = indented ? "," : ", ";
      this.colon = ": ";
    }
    this.sorted = arguments.flag(3, "sort_keys", false);
  }

  static String of(Value value, Arguments arguments, Budget budget) {
    PythonJson writer = new PythonJson(arguments, budget);
    writer.write(value, "\n");
    return writer.json.toString();
  }

  /// @param lineEnd with the indent of the line that `value` begins on
  private void write(Value value, String lineEnd) {
    budget.step();
    switch (value) {
      case None _ -> put("null");
      case Bool bool -> put(bool.value() ? "true" : "false");
      case Int number -> put(Long.toString(number.value()));
      case Real number -> put(number(number.value()));
      case Text text -> text(text.value());
      case Items items ->
          all("[", items.values(), "]", lineEnd, one -> write(one, lineEnd + indent));
      case Dict dict -> {
        List<Map.Entry<Value, Value>> entries = new ArrayList<>(dict.entries().entrySet());
        if (sorted) entries.sort(Comparator.comparing(Map.Entry::getKey, Python::compare));
        all(
            "{",
            entries,
            "}",
            lineEnd,
            entry -> {
              text(key(entry.getKey()));
              put(colon);
              write(entry.getValue(), lineEnd + indent);
            });
      }
      case Undefined _, Namespace _, Callable _ ->
          throw Fault.fails("Object of type " + Python.type(value) + " is not JSON serializable");
    }
  }

  private <T> void all(
      String open, Collection<T> parts, String close, String lineEnd, Consumer<T> write) {
    put(open);
    boolean first = true;
    for (T part : parts) {
      if (!first) put(comma);
      first = false;
      if (indented) put(lineEnd + indent);
      write.accept(part);
    }
    if (indented && !first) put(lineEnd);
    put(close);
  }

  private static String number(double number) {
    if (Double.isNaN(number)) return "NaN";
    if (Double.isInfinite(number)) return number > 0 ? "Infinity" : "-Infinity";
    return Python.decimal(number);
  }

  private static String key(Value key) {
    return switch (key) {
      case Text text -> text.value();
      case None _ -> "null";
      case Bool bool -> bool.value() ? "true" : "false";
      case Int number -> Long.toString(number.value());
      case Real number -> number(number.value());
      case Undefined _, Items _, Dict _, Namespace _, Callable _ ->
          throw Fault.fails("keys must be str, int, float, bool or None, not " + Python.type(key));
    };
  }

  private void text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\f' -> quoted.append("\\f");
        case '\b' -> quoted.append("\\b");
        default -> {
          if (c < 0x20 || (ascii && c > 0x7e)) quoted.append("\\u").append(Python.hex(c, 4));
          else quoted.append(c);
        }
      }
    }
    put(quoted.append('"').toString());
  }

  private void put(String text) {
    json.append(budget.made(text));
  }
}
