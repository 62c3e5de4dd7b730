package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Expression.Operator;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.util.ArrayList;
import java.util.List;

/// Python's operators on numbers, texts and lists.
final class Arithmetic {
  private Arithmetic() {}

  static Value apply(Operator operator, Value a, Value b, Budget budget) {
    if (Python.isNumber(a) && Python.isNumber(b)) return numbers(operator, a, b);
    for (Value value : List.of(a, b))
      if (value instanceof Undefined undefined) throw Fault.fails(undefined.why());
    return switch (operator) {
      case ADD -> sum(a, b, budget);
      case MULTIPLY ->
          a instanceof Int times ? repeated(b, times, a, budget) : repeated(a, b, b, budget);
      case REMAINDER ->
          a instanceof Text format
              ? new Text(Percent.format(format.value(), b, budget))
              : no(operator, a, b);
      case SUBTRACT, DIVIDE, FLOOR_DIVIDE, POWER -> no(operator, a, b);
    };
  }

  private static Value no(Operator operator, Value a, Value b) {
    throw Fault.fails(
        "unsupported operand type(s) for "
            + switch (operator) {
              case ADD -> "+";
              case SUBTRACT -> "-";
              case MULTIPLY -> "*";
              case DIVIDE -> "/";
              case FLOOR_DIVIDE -> "//";
              case REMAINDER -> "%";
              case POWER -> "** or pow()";
            }
            + ": '"
            + Python.type(a)
            + "' and '"
            + Python.type(b)
            + "'");
  }

  private static Value sum(Value a, Value b, Budget budget) {
    if (a instanceof Text one && b instanceof Text other) {
      budget.characters((long) one.value().length() + other.value().length());
      return new Text(one.value() + other.value());
    }
    if (a instanceof Items one && b instanceof Items other && one.tuple() == other.tuple()) {
      budget.steps((long) one.values().size() + other.values().size());
      List<Value> both = new ArrayList<>(one.values());
      both.addAll(other.values());
      return one.tuple() ? Items.tuple(both) : Items.list(both);
    }
    if (a instanceof Text)
      throw Fault.fails("can only concatenate str (not \"" + Python.type(b) + "\") to str");
    return no(Operator.ADD, a, b);
  }

  private static Value repeated(Value what, Value times, Value other, Budget budget) {
    if (!(times instanceof Int count)) return no(Operator.MULTIPLY, what, other);
    long n = Math.max(0, count.value());
    if (what instanceof Text text) {
      long length = text.value().length();
      budget.characters(n > Budget.CHARACTERS ? n * Math.min(length, 1) : n * length);
      return new Text(text.value().repeat(length == 0 ? 0 : (int) n));
    }
    if (what instanceof Items items) {
      long length = items.values().size();
      budget.steps(n > Budget.STEPS ? n * Math.min(length, 1) : n * length);
      List<Value> all = new ArrayList<>();
      for (long i = 0; length > 0 && i < n; i++) all.addAll(items.values());
      return items.tuple() ? Items.tuple(all) : Items.list(all);
    }
    return no(Operator.MULTIPLY, what, other);
  }

  private static Value numbers(Operator operator, Value a, Value b) {
    boolean divides =
        operator == Operator.DIVIDE
            || operator == Operator.FLOOR_DIVIDE
            || operator == Operator.REMAINDER;
    if (divides && Python.real(b) == 0) throw Fault.fails("division by zero");
    boolean negativePower = operator == Operator.POWER && Python.real(b) < 0;
    if (a instanceof Real || b instanceof Real || operator == Operator.DIVIDE || negativePower)
      return new Real(reals(operator, Python.real(a), Python.real(b)));
    try {
      return new Int(integers(operator, Python.integer(a), Python.integer(b)));
    } catch (ArithmeticException beyond64Bits) {
      throw Fault.limit(Limit.NUMBER, Long.MAX_VALUE);
    }
  }

  private static double reals(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case FLOOR_DIVIDE -> Math.floor(a / b);
      case REMAINDER -> {
        double rest = a % b;
        yield rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
      }
      case POWER -> Math.pow(a, b);
    };
  }

  private static long integers(Operator operator, long a, long b) {
    return switch (operator) {
      case ADD -> Math.addExact(a, b);
      case SUBTRACT -> Math.subtractExact(a, b);
      case MULTIPLY -> Math.multiplyExact(a, b);
      case FLOOR_DIVIDE, DIVIDE -> Math.floorDivExact(a, b);
      case REMAINDER -> Math.floorMod(a, b);
      case POWER -> Math.powExact(a, (int) Math.min(b, Integer.MAX_VALUE));
    };
  }

  static Value negative(Value value) {
    if (value instanceof Real real) return new Real(-real.value());
    if (value instanceof Undefined undefined) throw Fault.fails(undefined.why());
    if (!Python.isNumber(value))
      throw Fault.fails("bad operand type for unary -: '" + Python.type(value) + "'");
    return numbers(Operator.SUBTRACT, new Int(0), value);
  }
}
