package dev.afina.tokenizer.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a template does, from top to bottom.
sealed interface Statement {

  /// Where it stands in the template, counted from 1.
  int line();

  /// Text as it stands.
  record Data(String text, int line) implements Statement {}

  /// `{{ … }}`.
  record Print(Expression expression, int line) implements Statement {}

  record If(Expression test, List<Statement> then, List<Statement> otherwise, int line)
      implements Statement {}

  /// @param condition which items are gone through
  /// @param otherwise done if there was none
  record For(
      Target target,
      Expression items,
      @Nullable Expression condition,
      boolean recursive,
      List<Statement> body,
      List<Statement> otherwise,
      int line)
      implements Statement {}

  record Break(int line) implements Statement {}

  record Continue(int line) implements Statement {}

  record Set(Target target, Expression value, int line) implements Statement {}

  /// `{% set x | filter %}…{% endset %}`.
  record SetBlock(Target target, List<Expression.Pipe> pipes, List<Statement> body, int line)
      implements Statement {}

  record With(List<Binding> bindings, List<Statement> body, int line) implements Statement {}

  record Binding(Target target, Expression value) {}

  record Macro(String name, List<Parameter> parameters, List<Statement> body, int line)
      implements Statement {}

  record Parameter(String name, @Nullable Expression otherwise) {}

  /// `{% call(parameters) macro() %}…{% endcall %}`: the body is the macro's `caller`.
  record CallBlock(List<Parameter> parameters, Expression.Call call, List<Statement> body, int line)
      implements Statement {}

  record FilterBlock(List<Expression.Pipe> pipes, List<Statement> body, int line)
      implements Statement {}

  /// `{% generation %}`: what the assistant says.
  record Generation(List<Statement> body, int line) implements Statement {}

  /// Names of its own, and nothing else: `{% block %}`, which nobody can extend here.
  record Block(List<Statement> body, int line) implements Statement {}

  /// What can be given a value.
  sealed interface Target {
    record Variable(String name) implements Target {}

    record Several(List<Target> targets) implements Target {}

    /// `namespace.name`.
    record Member(String namespace, String name) implements Target {}
  }
}
