package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Python's `"%s and %d" % (a, b)`.
final class Percent {
  private Percent() {}

  private static final Pattern PLACE =
      Pattern.compile(
          "%(?:\\((?<name>[^)]*)\\))?(?<flags>[-+ 0#]*)(?<width>\\d{0,4})(?:\\.(?<digits>\\d{0,3}))?(?<kind>.)?",
          Pattern.DOTALL);

  private static final int LONGEST = 10_000;

  static String format(String format, Value values, Budget budget) {
    if (format.length() > LONGEST) throw Fault.limit(Limit.TEXT, LONGEST);
    List<Value> all =
        values instanceof Items items && items.tuple() ? items.values() : List.of(values);
    Matcher place = PLACE.matcher(format);
    StringBuilder text = new StringBuilder();
    int used = 0;
    int from = 0;
    for (; place.find(); from = place.end()) {
      text.append(format, from, place.start());
      String kind = place.group("kind");
      if (kind == null) throw Fault.fails("incomplete format");
      if (kind.equals("%")) {
        text.append('%');
        continue;
      }
      Value value;
      if (place.group("name") != null) {
        value = member(values, place.group("name"));
      } else {
        if (used == all.size()) throw Fault.fails("not enough arguments for format string");
        value = all.get(used++);
      }
      budget.steps(value.cost());
      budget.characters(Python.size(value));
      String written =
          padded(
              one(kind, value, digits(place.group("digits"))),
              place.group("flags"),
              place.group("width"),
              Python.isNumber(value));
      text.append(budget.made(written));
    }
    boolean leftOver = used < all.size() && !(values instanceof Dict);
    if (leftOver) throw Fault.fails("not all arguments converted during string formatting");
    return budget.made(text.append(format, from, format.length()).toString());
  }

  private static Value member(Value values, String name) {
    if (!(values instanceof Dict dict)) throw Fault.fails("format requires a mapping");
    Value value = dict.get(name);
    if (value == null) throw Fault.fails("KeyError: '" + name + "'");
    return value;
  }

  private static int digits(@Nullable String digits) {
    return digits == null ? -1 : digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static String one(String kind, Value value, int digits) {
    return switch (kind) {
      case "s" -> cut(value instanceof Text text ? text.value() : Python.shown(value), digits);
      case "r" -> cut(Python.shown(value), digits);
      case "d", "i", "u" -> Long.toString(whole(value));
      case "x" -> Long.toHexString(whole(value));
      case "X" -> Characters.upper(Long.toHexString(whole(value)));
      case "o" -> Long.toOctalString(whole(value));
      case "f", "F" -> fixed(Python.real(value), digits < 0 ? 6 : digits);
      default -> throw Fault.fails("unsupported format character '" + kind + "'");
    };
  }

  private static String cut(String text, int digits) {
    return digits < 0 || Characters.length(text) <= digits
        ? text
        : Characters.between(text, 0, digits);
  }

  private static long whole(Value value) {
    return value instanceof Value.Real real ? (long) real.value() : Python.integer(value);
  }

  static String fixed(double number, int digits) {
    if (!Double.isFinite(number)) return Python.decimal(number);
    return new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String padded(String text, String flags, String width, boolean number) {
    if (number && flags.contains("+") && !text.startsWith("-")) text = "+" + text;
    else if (number && flags.contains(" ") && !text.startsWith("-")) text = " " + text;
    int missing = (width.isEmpty() ? 0 : Integer.parseInt(width)) - Characters.length(text);
    if (missing <= 0) return text;
    if (flags.contains("-")) return text + " ".repeat(missing);
    if (!number || !flags.contains("0")) return " ".repeat(missing) + text;
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }
}
