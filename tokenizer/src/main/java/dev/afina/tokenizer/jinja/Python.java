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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What Python does with its plain values: when one is true, how it is printed, which are equal,
/// which comes first, what lies in it.
final class Python {
  private Python() {}

  static boolean isTrue(Value value) {
    return switch (value) {
      case Undefined _ -> false;
      case None _ -> false;
      case Bool bool -> bool.value();
      case Int number -> number.value() != 0;
      case Real number -> number.value() != 0;
      case Text text -> !text.value().isEmpty();
      case Items items -> !items.values().isEmpty();
      case Dict dict -> !dict.entries().isEmpty();
      case Namespace _ -> true;
      case Callable _ -> true;
    };
  }

  /// `str(value)`, paid for.
  static String text(Value value, Budget budget) {
    if (value instanceof Text text) return text.value();
    budget.steps(value.cost());
    budget.characters(size(value));
    return shown(value);
  }

  /// The text that a name or a separator must be.
  static String text(Value value) {
    if (value instanceof Text text) return text.value();
    if (value instanceof Undefined undefined) throw Fault.fails(undefined.why());
    throw Fault.fails("expected str, not " + type(value));
  }

  /// `repr(value)`: a text with quotes around it.
  static String shown(Value value) {
    return switch (value) {
      case Undefined _ -> "";
      case None _ -> "None";
      case Bool bool -> bool.value() ? "True" : "False";
      case Int number -> Long.toString(number.value());
      case Real number -> decimal(number.value());
      case Text text -> quoted(text.value());
      case Items items when items.tuple() && items.values().size() == 1 ->
          "(" + part(items.values().getFirst()) + ",)";
      case Items items ->
          items.values().stream()
              .map(Python::part)
              .collect(
                  Collectors.joining(", ", items.tuple() ? "(" : "[", items.tuple() ? ")" : "]"));
      case Dict dict ->
          dict.entries().entrySet().stream()
              .map(entry -> part(entry.getKey()) + ": " + part(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Namespace _ -> "<Namespace>";
      case Callable callable -> "<" + callable.name() + ">";
    };
  }

  private static String part(Value value) {
    return value instanceof Undefined ? "Undefined" : shown(value);
  }

  /// At least how many characters [#shown] will make, without making them.
  static long size(Value value) {
    return switch (value) {
      case Text text -> text.value().length();
      case Items items -> {
        long size = 2;
        for (Value one : items.values()) size += 2 + size(one);
        yield size;
      }
      case Dict dict -> {
        long size = 2;
        for (Map.Entry<Value, Value> one : dict.entries().entrySet())
          size += 4 + size(one.getKey()) + size(one.getValue());
        yield size;
      }
      case Undefined _, None _, Bool _, Int _, Real _, Namespace _, Callable _ -> 4;
    };
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder shown = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            case '\\' -> shown.append("\\\\");
            default -> {
              if (c == quote) shown.append('\\').append(quote);
              else if (c < 0x20 || c == 0x7f) shown.append("\\x").append(hex(c, 2));
              else if (isPrintable(c)) shown.appendCodePoint(c);
              else if (c < 0x100) shown.append("\\x").append(hex(c, 2));
              else if (c < 0x10000) shown.append("\\u").append(hex(c, 4));
              else shown.append("\\U").append(hex(c, 8));
            }
          }
        });
    return shown.append(quote).toString();
  }

  static String hex(int c, int digits) {
    String hex = Integer.toHexString(c);
    return "0".repeat(digits - hex.length()) + hex;
  }

  private static boolean isPrintable(int c) {
    if (c == ' ') return true;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// `repr` of a float: the fewest digits that mean this number, with an exponent only where it is
  /// far from one.
  static String decimal(double number) {
    if (Double.isNaN(number)) return "nan";
    if (Double.isInfinite(number)) return number > 0 ? "inf" : "-inf";
    if (number == 0) return 1 / number < 0 ? "-0.0" : "0.0";
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    BigDecimal mantissa = digits.movePointLeft(exponent);
    return mantissa.stripTrailingZeros().toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /// A whole number as it is written in a template.
  static long parse(String digits) {
    int base =
        switch (digits.length() > 1 ? digits.charAt(1) : ' ') {
          case 'b', 'B' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    try {
      return Long.parseLong(base == 10 ? digits : digits.substring(2), base);
    } catch (NumberFormatException tooLarge) {
      throw Fault.limit(Limit.NUMBER, Long.MAX_VALUE);
    }
  }

  /// A whole number that an index, a width or a count needs.
  static long integer(Value value) {
    return switch (value) {
      case Int number -> number.value();
      case Bool bool -> bool.value() ? 1 : 0;
      case Undefined undefined -> throw Fault.fails(undefined.why());
      case None _, Real _, Text _, Items _, Dict _, Namespace _, Callable _ ->
          throw Fault.fails("'" + type(value) + "' object cannot be interpreted as an integer");
    };
  }

  static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Real || value instanceof Bool;
  }

  static double real(Value value) {
    return value instanceof Real real ? real.value() : integer(value);
  }

  static boolean equal(Value a, Value b) {
    if (isNumber(a) && isNumber(b))
      return a instanceof Real || b instanceof Real ? real(a) == real(b) : integer(a) == integer(b);
    return switch (a) {
      case Items one ->
          b instanceof Items other
              && one.tuple() == other.tuple()
              && one.values().size() == other.values().size()
              && equalEach(one.values().iterator(), other.values().iterator());
      case Dict one -> b instanceof Dict other && equalEntries(one, other);
      case Namespace _, Callable _ -> a == b;
      case Undefined _, None _, Bool _, Int _, Real _, Text _ -> a.equals(b);
    };
  }

  private static boolean equalEach(Iterator<Value> as, Iterator<Value> bs) {
    while (as.hasNext()) if (!equal(as.next(), bs.next())) return false;
    return true;
  }

  private static boolean equalEntries(Dict a, Dict b) {
    if (a.entries().size() != b.entries().size()) return false;
    for (Map.Entry<Value, Value> entry : a.entries().entrySet()) {
      Value other = b.entries().get(entry.getKey());
      if (other == null || !equal(entry.getValue(), other)) return false;
    }
    return true;
  }

  /// Less than zero if `a` comes first.
  static int compare(Value a, Value b) {
    if (isNumber(a) && isNumber(b))
      return a instanceof Real || b instanceof Real
          ? Double.compare(real(a), real(b))
          : Long.compare(integer(a), integer(b));
    if (a instanceof Text one && b instanceof Text other)
      return compare(one.value(), other.value());
    if (a instanceof Items one && b instanceof Items other && one.tuple() == other.tuple())
      return compare(one.values(), other.values());
    for (Value value : List.of(a, b))
      if (value instanceof Undefined undefined) throw Fault.fails(undefined.why());
    throw Fault.fails(
        "'<' not supported between instances of '" + type(a) + "' and '" + type(b) + "'");
  }

  private static int compare(List<Value> as, List<Value> bs) {
    for (int i = 0; i < Math.min(as.size(), bs.size()); i++)
      if (!equal(as.get(i), bs.get(i))) return compare(as.get(i), bs.get(i));
    return Integer.compare(as.size(), bs.size());
  }

  /// By characters; Java's order differs for those that take two halves.
  private static int compare(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) same++;
    if (same == Math.min(a.length(), b.length())) return Integer.compare(a.length(), b.length());
    return Integer.compare(a.codePointAt(same), b.codePointAt(same));
  }

  /// `part in whole`.
  static boolean contains(Value whole, Value part) {
    return switch (whole) {
      case Text text -> {
        if (!(part instanceof Text wanted))
          throw Fault.fails("'in <string>' requires string as left operand, not " + type(part));
        yield Characters.find(text.value(), wanted.value(), 0) >= 0;
      }
      case Items items -> items.values().stream().anyMatch(one -> equal(one, part));
      case Dict dict -> dict.entries().containsKey(hashable(part));
      case Undefined _ -> false;
      case None _, Bool _, Int _, Real _, Namespace _, Callable _ ->
          throw Fault.fails("argument of type '" + type(whole) + "' is not iterable");
    };
  }

  static Value hashable(Value key) {
    if (key instanceof Items items && !items.tuple() || key instanceof Dict)
      throw Fault.fails("unhashable type: '" + type(key) + "'");
    return key;
  }

  static boolean isIterable(Value value) {
    return value instanceof Text
        || value instanceof Items
        || value instanceof Dict
        || value instanceof Undefined;
  }

  /// What a loop over it goes through.
  static List<Value> items(Value value, Budget budget) {
    return switch (value) {
      case Items items -> {
        budget.steps(items.values().size());
        yield items.values();
      }
      case Dict dict -> {
        budget.steps(dict.entries().size());
        yield List.copyOf(dict.entries().keySet());
      }
      case Text text -> {
        budget.steps(4L * text.value().length());
        List<Value> characters = new ArrayList<>(text.value().length());
        text.value().codePoints().forEach(c -> characters.add(new Text(Character.toString(c))));
        yield characters;
      }
      case Undefined _ -> List.of();
      case None _, Bool _, Int _, Real _, Namespace _, Callable _ ->
          throw Fault.fails("'" + type(value) + "' object is not iterable");
    };
  }

  static long length(Value value) {
    return switch (value) {
      case Text text -> Characters.length(text.value());
      case Items items -> items.values().size();
      case Dict dict -> dict.entries().size();
      case Undefined _ -> 0;
      case None _, Bool _, Int _, Real _, Namespace _, Callable _ ->
          throw Fault.fails("object of type '" + type(value) + "' has no len()");
    };
  }

  /// Python's name of its type.
  static String type(Value value) {
    return switch (value) {
      case Undefined _ -> "Undefined";
      case None _ -> "NoneType";
      case Bool _ -> "bool";
      case Int _ -> "int";
      case Real _ -> "float";
      case Text _ -> "str";
      case Items items -> items.tuple() ? "tuple" : "list";
      case Dict _ -> "dict";
      case Namespace _ -> "Namespace";
      case Callable _ -> "function";
    };
  }
}
