package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Rendered.Span;
import java.util.ArrayList;
import java.util.List;

/// What was written so far.
final class Output {
  private final StringBuilder text = new StringBuilder();
  private final List<Span> said = new ArrayList<>();
  private final Budget budget;

  Output(Budget budget) {
    this.budget = budget;
  }

  void write(String more) {
    text.append(budget.made(more));
  }

  int length() {
    return text.length();
  }

  /// All since `start` was said by the assistant.
  void said(int start) {
    said.add(new Span(start, text.length()));
  }

  String text() {
    return text.toString();
  }

  Rendered rendered() {
    return new Rendered(text.toString(), said);
  }
}
