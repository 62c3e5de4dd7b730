package dev.afina.tokenizer.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has a value.
sealed interface Expression {

  record Constant(Value value) implements Expression {}

  record Name(String name) implements Expression {}

  record Sequence(List<Expression> items, boolean tuple) implements Expression {}

  record Mapping(List<Entry> entries) implements Expression {}

  record Entry(Expression key, Expression value) {}

  /// `then if test else otherwise`.
  record Choice(Expression test, Expression then, @Nullable Expression otherwise)
      implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  record Not(Expression operand) implements Expression {}

  /// `-x` or `+x`.
  record Sign(boolean minus, Expression operand) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    REMAINDER,
    POWER
  }

  /// `a ~ b ~ c`.
  record Joined(List<Expression> parts) implements Expression {}

  /// `a < b <= c`, each with its neighbour.
  record Comparison(Expression first, List<Link> links) implements Expression {}

  record Link(Relation relation, Expression operand) {}

  enum Relation {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    IN,
    NOT_IN
  }

  /// `a.name`.
  record Attribute(Expression object, String name) implements Expression {}

  /// `a[index]`.
  record Item(Expression object, Expression index) implements Expression {}

  /// `a[start:stop:step]`; what is left out is `none`.
  record Slice(Expression object, Expression start, Expression stop, Expression step)
      implements Expression {}

  record Call(Expression function, Passed passed) implements Expression {}

  record Filter(Expression input, Pipe pipe) implements Expression {}

  /// A filter's name and arguments, without its input.
  record Pipe(String name, Passed passed) {}

  record Test(Expression input, String name, Passed passed) implements Expression {}

  /// What is passed in a call.
  ///
  /// @param more behind `*`
  /// @param moreNamed behind `**`
  record Passed(
      List<Expression> positional,
      Map<String, Expression> named,
      @Nullable Expression more,
      @Nullable Expression moreNamed) {
    static final Passed NOTHING = new Passed(List.of(), Map.of(), null, null);
  }
}
