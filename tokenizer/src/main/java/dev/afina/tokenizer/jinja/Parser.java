package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Statement.Binding;
import dev.afina.tokenizer.jinja.Statement.Parameter;
import dev.afina.tokenizer.jinja.Statement.Target;
import dev.afina.tokenizer.jinja.Token.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads statements.
final class Parser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private int loops;

  Parser(List<Token> tokens) {
    this.tokens = new Tokens(tokens);
    this.expressions = new ExpressionParser(this.tokens);
  }

  /// The line reached, for a message.
  int line() {
    return tokens.line();
  }

  List<Statement> template() {
    List<Statement> all = body(Set.of());
    if (tokens.now().type() != Type.END) throw tokens.instead("end");
    return all;
  }

  /// Statements up to one of these words, which is not taken.
  private List<Statement> body(Set<String> ends) {
    tokens.enter();
    List<Statement> body = new ArrayList<>();
    while (tokens.now().type() != Type.END) {
      Token token = tokens.next();
      switch (token.type()) {
        case DATA -> body.add(new Statement.Data(token.text(), token.line()));
        case PRINT_BEGIN -> {
          body.add(new Statement.Print(expressions.tuple(), token.line()));
          if (!tokens.skip(Type.PRINT_END)) throw tokens.instead("}}");
        }
        case BLOCK_BEGIN -> {
          if (tokens.now().type() == Type.NAME && ends.contains(tokens.now().text())) {
            tokens.leave();
            return List.copyOf(body);
          }
          body.add(statement(token.line()));
          blockEnd();
        }
        case NAME, STRING, INTEGER, FLOAT, OPERATOR, PRINT_END, BLOCK_END, END ->
            throw Fault.syntax("{%", token.shown());
      }
    }
    if (!ends.isEmpty()) throw tokens.instead("{% " + String.join(" | ", sorted(ends)) + " %}");
    tokens.leave();
    return List.copyOf(body);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private void blockEnd() {
    if (!tokens.skip(Type.BLOCK_END)) throw tokens.instead("%}");
  }

  /// The rest of a block's first tag is over: its body, up to `end`, which is taken.
  private List<Statement> bodyTo(String end) {
    blockEnd();
    List<Statement> body = body(Set.of(end));
    tokens.keyword(end);
    return body;
  }

  private Statement statement(int line) {
    if (tokens.now().type() != Type.NAME) throw tokens.instead("statement");
    return switch (tokens.now().text()) {
      case "if" -> choice(line);
      case "for" -> loop(line);
      case "set" -> assignment(line);
      case "macro" -> macro(line);
      case "generation" -> {
        tokens.next();
        yield new Statement.Generation(bodyTo("endgeneration"), line);
      }
      case "break" -> {
        leavesLoop();
        yield new Statement.Break(line);
      }
      case "continue" -> {
        leavesLoop();
        yield new Statement.Continue(line);
      }
      case "print" -> {
        tokens.next();
        yield new Statement.Print(expressions.tuple(), line);
      }
      case "with" -> with(line);
      case "call" -> callBlock(line);
      case "filter" -> {
        tokens.next();
        yield new Statement.FilterBlock(expressions.pipes(), bodyTo("endfilter"), line);
      }
      case "block" -> block(line);
      case "include", "import", "from", "extends" ->
          throw Fault.unsafe("{% " + tokens.now().text() + " %}");
      default -> throw tokens.instead("statement");
    };
  }

  private void leavesLoop() {
    if (loops == 0) throw tokens.instead("{% for %}");
    tokens.next();
  }

  /// Stands at `if` or `elif`.
  private Statement choice(int line) {
    tokens.next();
    Expression test = expressions.withoutChoice();
    blockEnd();
    List<Statement> then = body(Set.of("elif", "else", "endif"));
    if (tokens.now().isName("elif")) {
      tokens.enter();
      Statement rest = choice(tokens.line());
      tokens.leave();
      return new Statement.If(test, then, List.of(rest), line);
    }
    List<Statement> otherwise = tokens.skipName("else") ? bodyTo("endif") : List.of();
    tokens.skipName("endif");
    return new Statement.If(test, then, otherwise, line);
  }

  private Statement loop(int line) {
    tokens.keyword("for");
    Target target = target(false);
    tokens.keyword("in");
    Expression items = expressions.withoutChoice();
    Expression condition = tokens.skipName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipName("recursive");
    blockEnd();
    loops++;
    List<Statement> body = body(Set.of("endfor", "else"));
    loops--;
    List<Statement> otherwise = tokens.skipName("else") ? bodyTo("endfor") : List.of();
    tokens.skipName("endfor");
    return new Statement.For(target, items, condition, recursive, body, otherwise, line);
  }

  private Statement assignment(int line) {
    tokens.keyword("set");
    Target target = target(true);
    if (tokens.skipOperator("=")) return new Statement.Set(target, expressions.tuple(), line);
    List<Expression.Pipe> pipes = tokens.skipOperator("|") ? expressions.pipes() : List.of();
    return new Statement.SetBlock(target, pipes, bodyTo("endset"), line);
  }

  private Target target(boolean withMembers) {
    List<Target> targets = new ArrayList<>();
    boolean several = false;
    do {
      if (!targets.isEmpty() && endsTarget(tokens.now())) break;
      targets.add(oneTarget(withMembers));
      several |= tokens.now().isOperator(",");
    } while (tokens.skipOperator(","));
    return several ? new Target.Several(targets) : targets.getFirst();
  }

  private static boolean endsTarget(Token token) {
    return token.isName("in") || token.isOperator("=") || token.isOperator(")");
  }

  private Target oneTarget(boolean withMembers) {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inner = target(withMembers);
      tokens.operator(")");
      tokens.leave();
      return inner;
    }
    if (List.of("true", "false", "none", "True", "False", "None").contains(tokens.now().text()))
      throw tokens.instead("name");
    String name = tokens.name();
    return withMembers && tokens.skipOperator(".")
        ? new Target.Member(name, tokens.name())
        : new Target.Variable(name);
  }

  private Statement macro(int line) {
    tokens.keyword("macro");
    String name = tokens.name();
    List<Parameter> parameters = parameters();
    return new Statement.Macro(name, parameters, closedBody("endmacro"), line);
  }

  /// A body that is called from elsewhere: `break` does not reach a loop around it.
  private List<Statement> closedBody(String end) {
    int around = loops;
    loops = 0;
    List<Statement> body = bodyTo(end);
    loops = around;
    return body;
  }

  private List<Parameter> parameters() {
    tokens.operator("(");
    List<Parameter> parameters = new ArrayList<>();
    while (!tokens.now().isOperator(")")) {
      String name = tokens.name();
      if (tokens.skipOperator("=")) {
        parameters.add(new Parameter(name, expressions.expression()));
      } else {
        if (!parameters.isEmpty() && parameters.getLast().otherwise() != null)
          throw tokens.instead("=");
        parameters.add(new Parameter(name, null));
      }
      if (!tokens.skipOperator(",")) break;
    }
    tokens.operator(")");
    return parameters;
  }

  private Statement with(int line) {
    tokens.keyword("with");
    List<Binding> bindings = new ArrayList<>();
    while (tokens.now().type() != Type.BLOCK_END) {
      Target target = oneTarget(false);
      tokens.operator("=");
      bindings.add(new Binding(target, expressions.expression()));
      if (!tokens.skipOperator(",")) break;
    }
    return new Statement.With(bindings, bodyTo("endwith"), line);
  }

  private Statement callBlock(int line) {
    tokens.keyword("call");
    List<Parameter> parameters = tokens.now().isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Expression.Call call)) throw tokens.instead("(");
    return new Statement.CallBlock(parameters, call, closedBody("endcall"), line);
  }

  private Statement block(int line) {
    tokens.keyword("block");
    String name = tokens.name();
    for (String word : List.of("scoped", "required")) tokens.skipName(word);
    List<Statement> body = closedBody("endblock");
    tokens.skipName(name);
    return new Statement.Block(body, line);
  }
}
