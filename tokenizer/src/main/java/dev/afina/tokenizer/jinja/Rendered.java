package dev.afina.tokenizer.jinja;

import java.util.List;

/// What a template wrote.
///
/// @param said the stretches between `{% generation %}` and `{% endgeneration %}`, in order
public record Rendered(String text, List<Span> said) {

  public Rendered {
    said = List.copyOf(said);
  }

  /// Characters of a text, as Java counts them.
  ///
  /// @param end behind the last one
  public record Span(int start, int end) {}
}
