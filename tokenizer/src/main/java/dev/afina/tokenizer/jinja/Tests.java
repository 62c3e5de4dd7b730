package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Expression.Relation;
import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Callable;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;

/// `value is test`.
final class Tests {
  private Tests() {}

  static boolean isTrue(String test, Value value, Arguments arguments, Budget budget) {
    return switch (test) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == None.NONE;
      case "boolean" -> value instanceof Bool;
      case "true" -> value.equals(Bool.TRUE);
      case "false" -> value.equals(Bool.FALSE);
      case "integer" -> value instanceof Int;
      case "float" -> value instanceof Real;
      case "number" -> Python.isNumber(value);
      case "string" -> value instanceof Text;
      case "mapping" -> value instanceof Dict;
      case "sequence" -> value instanceof Text || value instanceof Items || value instanceof Dict;
      case "iterable" -> Python.isIterable(value);
      case "callable" -> value instanceof Callable;
      case "sameas" -> same(value, arguments.required(0, "other"));
      case "eq", "equalto", "==" -> relate(Relation.EQUAL, value, arguments, budget);
      case "ne", "!=" -> relate(Relation.UNEQUAL, value, arguments, budget);
      case "lt", "lessthan", "<" -> relate(Relation.LESS, value, arguments, budget);
      case "le", "<=" -> relate(Relation.AT_MOST, value, arguments, budget);
      case "gt", "greaterthan", ">" -> relate(Relation.MORE, value, arguments, budget);
      case "ge", ">=" -> relate(Relation.AT_LEAST, value, arguments, budget);
      case "in" -> relate(Relation.IN, value, arguments, budget);
      case "odd" -> Math.floorMod(Python.integer(value), 2L) == 1;
      case "even" -> Math.floorMod(Python.integer(value), 2L) == 0;
      case "divisibleby" -> {
        long divisor = Python.integer(arguments.required(0, "num"));
        if (divisor == 0) throw Fault.fails("integer modulo by zero");
        yield Python.integer(value) % divisor == 0;
      }
      case "lower" -> cased(Python.text(value, budget), false);
      case "upper" -> cased(Python.text(value, budget), true);
      case "escaped" -> false;
      case "filter" -> value instanceof Text name && Filters.ALL.containsKey(name.value());
      default -> throw Fault.fails("No test named '" + test + "'.");
    };
  }

  private static boolean relate(
      Relation relation, Value value, Arguments arguments, Budget budget) {
    return relate(relation, value, arguments.required(0, "other"), budget);
  }

  static boolean relate(Relation relation, Value a, Value b, Budget budget) {
    budget.steps(a.cost() + b.cost());
    return switch (relation) {
      case EQUAL -> Python.equal(a, b);
      case UNEQUAL -> !Python.equal(a, b);
      case LESS -> Python.compare(a, b) < 0;
      case AT_MOST -> Python.compare(a, b) <= 0;
      case MORE -> Python.compare(a, b) > 0;
      case AT_LEAST -> Python.compare(a, b) >= 0;
      case IN -> Python.contains(b, a);
      case NOT_IN -> !Python.contains(b, a);
    };
  }

  private static boolean same(Value a, Value b) {
    boolean plain = a instanceof Bool || a instanceof None || a instanceof Int || a instanceof Text;
    return plain ? a.equals(b) : a == b;
  }

  private static boolean cased(String text, boolean upper) {
    boolean letters = !Characters.upper(text).equals(Characters.lower(text));
    return letters && text.equals(upper ? Characters.upper(text) : Characters.lower(text));
  }
}
