package dev.afina.report;

import dev.afina.evaluation.Results;
import java.util.List;

/// All that a project's report tells of.
///
/// @param use commands that use the model, run in the project folder
public record Dossier(
    Making making,
    Results results,
    Material material,
    Records records,
    Words words,
    List<String> use) {

  public Dossier {
    use = List.copyOf(use);
  }

  /// What only people know, in simple Markdown; may be empty.
  ///
  /// @param story what the model is for
  /// @param lessons what they learned themselves
  public record Words(String story, String lessons) {}
}
