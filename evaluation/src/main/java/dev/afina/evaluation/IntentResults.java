package dev.afina.evaluation;

import java.util.List;

/// The test of a classifier, as `results/test_results.json`.
///
/// @param comparison what may be said about the difference to base and linear model
/// @param confusion of the model, over all cases
/// @param intents and their means: over all cases; `none` is among them where it was expected or
///   said
/// @param outside of the sentences that belong to no intent, how many were rejected
/// @param trust how far the model's probabilities can be believed, inside and outside the intents
/// @param patterns how the errors gather
/// @param cases in the order they were given
public record IntentResults(
    Standing model,
    Standing untrained,
    Standing linear,
    Standing majority,
    Comparison.Both comparison,
    Confusion confusion,
    List<IntentScore> intents,
    IntentScore.Average macro,
    IntentScore.Average weighted,
    List<KindScore> kinds,
    Score outside,
    Trust trust,
    List<ErrorPattern> patterns,
    Basis basis,
    List<String> labels,
    List<Judged> cases) {

  public IntentResults {
    intents = List.copyOf(intents);
    kinds = List.copyOf(kinds);
    patterns = List.copyOf(patterns);
    labels = List.copyOf(labels);
    cases = List.copyOf(cases);
  }

  public Standing of(Contestant contestant) {
    return switch (contestant) {
      case MODEL -> model;
      case UNTRAINED -> untrained;
      case LINEAR -> linear;
      case MAJORITY -> majority;
      case BARE, FEW_SHOT, EARLIER ->
          throw new IllegalArgumentException(contestant + " is not in every test");
    };
  }

  /// Whether there are new cases: else all cases must tell.
  public boolean hasNew() {
    return model.fresh().total() > 0;
  }

  /// The comparison that counts: on the new cases, or on all where none is new.
  public Comparison telling() {
    return hasNew() ? comparison.fresh() : comparison.all();
  }

  /// The tuned model's classifier, to be kept beside it.
  public Classifier classifier() {
    return new Classifier(labels, model.threshold(), model.restsOn(), model.temperature());
  }
}
