package dev.afina.report;

import dev.afina.dataset.quality.Quality;
import java.util.List;

/// What a model learned from, and what judged it.
///
/// @param quality of all examples
/// @param tokens of them, as the base counts; `learned` those of the answers
/// @param labels how the examples of each intent were divided; empty for chat
/// @param faults the rules that the examples broke, each with its places
public record Material(
    Quality quality, long tokens, long learned, List<Divided> labels, List<Fault> faults) {

  public Material {
    labels = List.copyOf(labels);
    faults = List.copyOf(faults);
  }

  public record Divided(String label, int training, int validation) {}

  /// @param rule its name, as in `almost_repeated`
  /// @param lines in the order of the files; 0 for a file as a whole
  public record Fault(String rule, List<Integer> lines) {
    public Fault {
      lines = List.copyOf(lines);
    }
  }
}
