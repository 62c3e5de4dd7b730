package dev.afina.report;

import dev.afina.core.Fact;
import dev.afina.dataset.quality.Quality;
import java.util.List;

/// What a model learned from, and what judged it.
///
/// @param quality of all examples
/// @param tokens of them, as the base counts; `learned` those of the answers
/// @param labels how the examples of each intent were divided; empty for chat
/// @param findings faults that were told
public record Material(
    Quality quality,
    long tokens,
    long learned,
    List<Divided> labels,
    List<? extends Fact> findings) {

  public Material {
    labels = List.copyOf(labels);
    findings = List.copyOf(findings);
  }

  public record Divided(String label, int training, int validation) {}
}
