package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Token.Type;
import java.util.List;

/// The tokens of a template while they are read, and how deep the reading is.
final class Tokens {
  private static final int DEEPEST = 150;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token now() {
    return tokens.get(at);
  }

  /// The one behind [#now].
  Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  int line() {
    return now().line();
  }

  Token next() {
    Token token = now();
    if (token.type() != Type.END) at++;
    return token;
  }

  boolean skip(Type type) {
    if (now().type() != type) return false;
    next();
    return true;
  }

  boolean skipOperator(String operator) {
    if (!now().isOperator(operator)) return false;
    next();
    return true;
  }

  boolean skipName(String name) {
    if (!now().isName(name)) return false;
    next();
    return true;
  }

  void operator(String operator) {
    if (!skipOperator(operator)) throw instead(operator);
  }

  void keyword(String name) {
    if (!skipName(name)) throw instead(name);
  }

  String name() {
    if (now().type() != Type.NAME) throw instead("name");
    return next().text();
  }

  /// The fault that something else stands here than `expected`.
  Fault instead(String expected) {
    return Fault.syntax(expected, now().shown());
  }

  void enter() {
    if (++depth > DEEPEST) throw Fault.limit(Limit.DEPTH, DEEPEST);
  }

  void leave() {
    depth--;
  }
}
