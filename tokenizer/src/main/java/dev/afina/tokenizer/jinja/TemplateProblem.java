package dev.afina.tokenizer.jinja;

import dev.afina.core.Fact;

/// What can be wrong with a chat template, or with what it is given.
public sealed interface TemplateProblem extends Fact {

  /// A chat template that is no Jinja: at `line`, `found` stands where `expected` should.
  record Syntax(String place, int line, String expected, String found) implements TemplateProblem {}

  /// A chat template that fails at `line`; `reason` in the words of Python, its home.
  record Fails(String place, int line, String reason) implements TemplateProblem {}

  /// A chat template that does not want this conversation and says so itself.
  record Rejects(String place, String message) implements TemplateProblem {}

  /// A chat template that reaches for what it must not have.
  record Unsafe(String place, int line, String what) implements TemplateProblem {}

  /// A chat template that needs more than `most` of something.
  record TooMuch(String place, int line, Limit limit, long most) implements TemplateProblem {}
}
