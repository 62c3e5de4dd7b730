package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Expression.Attribute;
import dev.afina.tokenizer.jinja.Expression.Binary;
import dev.afina.tokenizer.jinja.Expression.Call;
import dev.afina.tokenizer.jinja.Expression.Choice;
import dev.afina.tokenizer.jinja.Expression.Comparison;
import dev.afina.tokenizer.jinja.Expression.Constant;
import dev.afina.tokenizer.jinja.Expression.Filter;
import dev.afina.tokenizer.jinja.Expression.Item;
import dev.afina.tokenizer.jinja.Expression.Joined;
import dev.afina.tokenizer.jinja.Expression.Link;
import dev.afina.tokenizer.jinja.Expression.Name;
import dev.afina.tokenizer.jinja.Expression.Operator;
import dev.afina.tokenizer.jinja.Expression.Passed;
import dev.afina.tokenizer.jinja.Expression.Pipe;
import dev.afina.tokenizer.jinja.Expression.Relation;
import dev.afina.tokenizer.jinja.Expression.Sequence;
import dev.afina.tokenizer.jinja.Expression.Sign;
import dev.afina.tokenizer.jinja.Expression.Slice;
import dev.afina.tokenizer.jinja.Expression.Test;
import dev.afina.tokenizer.jinja.Token.Type;
import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads expressions: from the loosest binding, `a if b else c`, to the tightest, a single word.
/// The order is Jinja's, which differs from Python's where filters and tests come in.
final class ExpressionParser {
  private static final Expression NONE = new Constant(None.NONE);

  private final Tokens tokens;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Expression expression() {
    tokens.enter();
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression test = or();
      value = new Choice(test, value, tokens.skipName("else") ? expression() : null);
    }
    tokens.leave();
    return value;
  }

  /// One expression, or several with commas between them: a tuple.
  Expression tuple() {
    return tuple(this::expression, _ -> false, false);
  }

  /// What a loop goes through: an `if` behind it is the loop's, not its own.
  Expression withoutChoice() {
    return tuple(this::or, token -> token.isName("recursive"), false);
  }

  private Expression tuple(
      java.util.function.Supplier<Expression> part, Predicate<Token> end, boolean mayBeEmpty) {
    List<Expression> parts = new ArrayList<>();
    boolean tuple = false;
    while (!endsTuple(tokens.now()) && !end.test(tokens.now())) {
      parts.add(part.get());
      if (!tokens.skipOperator(",")) break;
      tuple = true;
    }
    if (!tuple && parts.size() == 1) return parts.getFirst();
    if (parts.isEmpty() && !mayBeEmpty) throw tokens.instead("expression");
    return new Sequence(parts, true);
  }

  private static boolean endsTuple(Token token) {
    return token.type() == Type.PRINT_END
        || token.type() == Type.BLOCK_END
        || token.isOperator(")");
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) left = new Expression.Or(left, and());
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) left = new Expression.And(left, not());
    return left;
  }

  private Expression not() {
    if (!tokens.skipName("not")) return comparison();
    tokens.enter();
    Expression operand = not();
    tokens.leave();
    return new Expression.Not(operand);
  }

  private Expression comparison() {
    Expression first = sum();
    List<Link> links = new ArrayList<>();
    for (Relation relation = relation(); relation != null; relation = relation())
      links.add(new Link(relation, sum()));
    return links.isEmpty() ? first : new Comparison(first, links);
  }

  private @Nullable Relation relation() {
    if (tokens.skipName("in")) return Relation.IN;
    if (tokens.now().isName("not") && tokens.ahead().isName("in")) {
      tokens.next();
      tokens.next();
      return Relation.NOT_IN;
    }
    if (tokens.now().type() != Type.OPERATOR) return null;
    Relation relation =
        switch (tokens.now().text()) {
          case "==" -> Relation.EQUAL;
          case "!=" -> Relation.UNEQUAL;
          case "<" -> Relation.LESS;
          case "<=" -> Relation.AT_MOST;
          case ">" -> Relation.MORE;
          case ">=" -> Relation.AT_LEAST;
          default -> null;
        };
    if (relation != null) tokens.next();
    return relation;
  }

  private Expression sum() {
    Expression left = joined();
    while (true) {
      if (tokens.skipOperator("+")) left = new Binary(Operator.ADD, left, joined());
      else if (tokens.skipOperator("-")) left = new Binary(Operator.SUBTRACT, left, joined());
      else return left;
    }
  }

  private Expression joined() {
    Expression first = product();
    if (!tokens.now().isOperator("~")) return first;
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.skipOperator("~")) parts.add(product());
    return new Joined(parts);
  }

  private Expression product() {
    Expression left = power();
    while (true) {
      if (tokens.skipOperator("*")) left = new Binary(Operator.MULTIPLY, left, power());
      else if (tokens.skipOperator("/")) left = new Binary(Operator.DIVIDE, left, power());
      else if (tokens.skipOperator("//")) left = new Binary(Operator.FLOOR_DIVIDE, left, power());
      else if (tokens.skipOperator("%")) left = new Binary(Operator.REMAINDER, left, power());
      else return left;
    }
  }

  private Expression power() {
    Expression left = signed(true);
    while (tokens.skipOperator("**")) left = new Binary(Operator.POWER, left, signed(true));
    return left;
  }

  private Expression signed(boolean withFilters) {
    Expression value;
    if (tokens.now().isOperator("-") || tokens.now().isOperator("+")) {
      boolean minus = tokens.next().text().equals("-");
      tokens.enter();
      value = new Sign(minus, signed(false));
      tokens.leave();
    } else {
      value = primary();
    }
    value = parts(value);
    return withFilters ? filters(value) : value;
  }

  private Expression primary() {
    Token token = tokens.now();
    return switch (token.type()) {
      case NAME -> name(tokens.next().text());
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (tokens.now().type() == Type.STRING) text.append(tokens.next().text());
        yield new Constant(new Text(text.toString()));
      }
      case INTEGER -> new Constant(new Int(Python.parse(tokens.next().text())));
      case FLOAT -> new Constant(new Real(Double.parseDouble(tokens.next().text())));
      case OPERATOR ->
          switch (token.text()) {
            case "(" -> parenthesis();
            case "[" -> list();
            case "{" -> mapping();
            default -> throw tokens.instead("expression");
          };
      case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END ->
          throw tokens.instead("expression");
    };
  }

  private static Expression name(String name) {
    return switch (name) {
      case "true", "True" -> new Constant(Bool.TRUE);
      case "false", "False" -> new Constant(Bool.FALSE);
      case "none", "None" -> NONE;
      default -> new Name(name);
    };
  }

  private Expression parenthesis() {
    tokens.operator("(");
    Expression value = tuple(this::expression, _ -> false, true);
    tokens.operator(")");
    return value;
  }

  private Expression list() {
    tokens.operator("[");
    List<Expression> items = new ArrayList<>();
    while (!tokens.now().isOperator("]")) {
      items.add(expression());
      if (!tokens.skipOperator(",")) break;
    }
    tokens.operator("]");
    return new Sequence(items, false);
  }

  private Expression mapping() {
    tokens.operator("{");
    List<Expression.Entry> entries = new ArrayList<>();
    while (!tokens.now().isOperator("}")) {
      Expression key = expression();
      tokens.operator(":");
      entries.add(new Expression.Entry(key, expression()));
      if (!tokens.skipOperator(",")) break;
    }
    tokens.operator("}");
    return new Expression.Mapping(entries);
  }

  /// `.name`, `[index]` and `(arguments)` behind a value.
  private Expression parts(Expression value) {
    while (true) {
      if (tokens.skipOperator(".")) value = attribute(value);
      else if (tokens.skipOperator("[")) value = item(value);
      else if (tokens.now().isOperator("(")) value = new Call(value, passed());
      else return value;
    }
  }

  private Expression attribute(Expression value) {
    if (tokens.now().type() == Type.NAME) return new Attribute(value, tokens.next().text());
    if (tokens.now().type() != Type.INTEGER) throw tokens.instead("name");
    return new Item(value, new Constant(new Int(Python.parse(tokens.next().text()))));
  }

  private Expression item(Expression value) {
    Expression start = tokens.now().isOperator(":") ? NONE : expression();
    if (tokens.now().isOperator(",")) {
      List<Expression> index = new ArrayList<>(List.of(start));
      while (tokens.skipOperator(",")) index.add(expression());
      start = new Sequence(index, true);
    }
    if (tokens.skipOperator("]")) return new Item(value, start);
    tokens.operator(":");
    Expression stop = bound();
    Expression step = tokens.skipOperator(":") ? bound() : NONE;
    tokens.operator("]");
    return new Slice(value, start, stop, step);
  }

  private Expression bound() {
    boolean leftOut = tokens.now().isOperator(":") || tokens.now().isOperator("]");
    return leftOut ? NONE : expression();
  }

  /// `(…)` of a call.
  Passed passed() {
    tokens.operator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    Expression more = null;
    Expression moreNamed = null;
    while (!tokens.now().isOperator(")")) {
      if (tokens.skipOperator("*")) {
        more = expression();
      } else if (tokens.skipOperator("**")) {
        moreNamed = expression();
      } else if (tokens.now().type() == Type.NAME && tokens.ahead().isOperator("=")) {
        String name = tokens.name();
        tokens.operator("=");
        named.put(name, expression());
      } else {
        if (!named.isEmpty() || more != null || moreNamed != null) throw tokens.instead("name=");
        positional.add(expression());
      }
      if (!tokens.skipOperator(",")) break;
    }
    tokens.operator(")");
    return new Passed(positional, named, more, moreNamed);
  }

  /// `| filter` and `is test` behind a value.
  private Expression filters(Expression value) {
    while (true) {
      if (tokens.skipOperator("|")) value = new Filter(value, pipe());
      else if (tokens.skipName("is")) value = test(value);
      else if (tokens.now().isOperator("(")) value = new Call(value, passed());
      else return value;
    }
  }

  /// A filter's name and arguments.
  Pipe pipe() {
    String name = dotted();
    return new Pipe(name, tokens.now().isOperator("(") ? passed() : Passed.NOTHING);
  }

  /// `a | b | c` without its beginning.
  List<Pipe> pipes() {
    List<Pipe> pipes = new ArrayList<>();
    do pipes.add(pipe());
    while (tokens.skipOperator("|"));
    return pipes;
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(tokens.name());
    while (tokens.skipOperator(".")) name.append('.').append(tokens.name());
    return name.toString();
  }

  private Expression test(Expression value) {
    boolean negated = tokens.skipName("not");
    String name = dotted();
    Passed passed = Passed.NOTHING;
    if (tokens.now().isOperator("(")) {
      passed = passed();
    } else if (beginsOperand(tokens.now())) {
      if (tokens.now().isName("is")) throw tokens.instead("and");
      tokens.enter();
      passed = new Passed(List.of(parts(primary())), Map.of(), null, null);
      tokens.leave();
    }
    Expression test = new Test(value, name, passed);
    return negated ? new Expression.Not(test) : test;
  }

  private static boolean beginsOperand(Token token) {
    return switch (token.type()) {
      case NAME -> !List.of("else", "or", "and", "if").contains(token.text());
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> List.of("[", "{").contains(token.text());
      case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
    };
  }
}
