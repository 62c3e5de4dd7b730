package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a contestant did: over all cases, and over the new ones, which count.
///
/// @param fresh the new cases alone; `new` in JSON
/// @param threshold below this probability it rejected a sentence; 0: never
/// @param restsOn how many validation predictions decided the threshold
/// @param temperature what its logarithms are divided by
public record Standing(
    int correct,
    int total,
    double accuracy,
    double low,
    double high,
    @JsonProperty("new") Score fresh,
    double threshold,
    int restsOn,
    double temperature) {

  static Standing of(Score all, Score fresh, Classifier classifier) {
    return new Standing(
        all.correct(),
        all.total(),
        all.accuracy(),
        all.low(),
        all.high(),
        fresh,
        classifier.threshold(),
        classifier.restsOn(),
        classifier.temperature());
  }

  public Score all() {
    return new Score(correct, total, accuracy, low, high);
  }

  /// The new cases, or all where none is new.
  public Score telling() {
    return fresh.total() > 0 ? fresh : all();
  }
}
