package dev.afina.tokenizer.jinja;

import static java.util.Map.entry;

import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/// `value | filter`: those of Jinja that give the same each time and need nothing from outside.
/// What goes through lists is in [ListFilters], what makes texts in [TextFilters].
final class Filters {
  private Filters() {}

  interface Filter {
    Value apply(Value input, Arguments arguments, Interpreter interpreter);
  }

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("abs", (in, _, _) -> absolute(in)),
          entry("attr", (in, with, by) -> by.attribute(in, Python.text(with.required(0, "name")))),
          entry("batch", ListFilters::batch),
          entry("capitalize", TextFilters.made(Characters::capital)),
          entry("center", TextFilters::center),
          entry("count", (in, _, _) -> new Int(Python.length(in))),
          entry("d", Filters::otherwise),
          entry("default", Filters::otherwise),
          entry("dictsort", ListFilters::dictsort),
          entry("e", TextFilters::escape),
          entry("escape", TextFilters::escape),
          entry("first", ListFilters::first),
          entry("float", Filters::real),
          entry("forceescape", TextFilters::escape),
          entry("format", TextFilters::format),
          entry("groupby", ListFilters::groupby),
          entry("indent", TextFilters::indent),
          entry("int", Filters::integer),
          entry("items", ListFilters::items),
          entry("join", ListFilters::join),
          entry("last", ListFilters::last),
          entry("length", (in, _, _) -> new Int(Python.length(in))),
          entry("list", ListFilters::list),
          entry("lower", TextFilters.made(Characters::lower)),
          entry("map", ListFilters::map),
          entry("max", ListFilters::max),
          entry("min", ListFilters::min),
          entry("pprint", TextFilters::shown),
          entry("reject", ListFilters::reject),
          entry("rejectattr", ListFilters::rejectattr),
          entry("replace", TextFilters::replace),
          entry("reverse", ListFilters::reverse),
          entry("round", Filters::round),
          entry("safe", TextFilters.made(text -> text)),
          entry("select", ListFilters::select),
          entry("selectattr", ListFilters::selectattr),
          entry("slice", ListFilters::slice),
          entry("sort", ListFilters::sort),
          entry("string", TextFilters.made(text -> text)),
          entry("striptags", TextFilters::striptags),
          entry("sum", ListFilters::sum),
          entry("title", TextFilters.made(TextFilters::title)),
          entry("tojson", TextFilters::tojson),
          entry("trim", TextFilters::trim),
          entry("truncate", TextFilters::truncate),
          entry("unique", ListFilters::unique),
          entry("upper", TextFilters.made(Characters::upper)),
          entry("urlencode", TextFilters::urlencode),
          entry("wordcount", TextFilters::wordcount));

  static Value apply(String name, Value input, Arguments arguments, Interpreter interpreter) {
    Filter filter = ALL.get(name);
    if (filter == null) throw Fault.fails("No filter named '" + name + "'.");
    return filter.apply(input, arguments, interpreter);
  }

  private static Value absolute(Value value) {
    if (value instanceof Real real) return new Real(Math.abs(real.value()));
    if (!Python.isNumber(value))
      throw Fault.fails("bad operand type for abs(): '" + Python.type(value) + "'");
    return Python.integer(value) < 0 ? Arithmetic.negative(value) : new Int(Python.integer(value));
  }

  private static Value otherwise(Value value, Arguments with, Interpreter by) {
    boolean missing =
        value instanceof Undefined || (with.flag(1, "boolean", false) && !Python.isTrue(value));
    return missing ? with.get(0, "default_value", Text.EMPTY) : value;
  }

  private static Value integer(Value value, Arguments with, Interpreter by) {
    Value otherwise = with.get(0, "default", new Int(0));
    return switch (value) {
      case Int number -> number;
      case Bool bool -> new Int(bool.value() ? 1 : 0);
      case Real real -> Double.isFinite(real.value()) ? new Int((long) real.value()) : otherwise;
      case Text text -> {
        String digits = number(text);
        int base = Math.clamp(with.integer(1, "base", 10), 2, 36);
        try {
          yield new Int(Long.parseLong(digits, base));
        } catch (NumberFormatException notWhole) {
          try {
            yield new Int((long) decimal(digits));
          } catch (NumberFormatException notANumber) {
            yield otherwise;
          }
        }
      }
      case Undefined _, None _, Items _, Dict _, Value.Namespace _, Value.Callable _ -> otherwise;
    };
  }

  private static Value real(Value value, Arguments with, Interpreter by) {
    if (Python.isNumber(value)) return new Real(Python.real(value));
    try {
      return value instanceof Text text
          ? new Real(decimal(number(text)))
          : with.get(0, "default", new Real(0));
    } catch (NumberFormatException notANumber) {
      return with.get(0, "default", new Real(0));
    }
  }

  private static String number(Text text) {
    String digits = text.value().strip();
    return digits.length() > 400 ? "" : digits.replace("_", "");
  }

  /// Java alone would take `1f` and `0x1p3`.
  private static double decimal(String digits) {
    if (!digits.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?"))
      throw new NumberFormatException(digits);
    return Double.parseDouble(digits);
  }

  private static Value round(Value value, Arguments with, Interpreter by) {
    int digits = Math.clamp(with.integer(0, "precision", 0), -300, 300);
    double number = Python.real(value);
    if (!Double.isFinite(number)) return value;
    RoundingMode mode =
        switch (with.text(1, "method", "common")) {
          case "common" -> RoundingMode.HALF_EVEN;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw Fault.fails("method must be common, ceil or floor");
        };
    return new Real(new BigDecimal(number).setScale(digits, mode).doubleValue());
  }
}
