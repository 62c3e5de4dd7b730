package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who answers the test: the tuned model, and those it must beat to have been worth it.
public enum Contestant {
  /// The base with what was learned.
  @JsonProperty("model")
  MODEL,
  /// The same base without it.
  @JsonProperty("untrained")
  UNTRAINED,
  /// Logistic regression on character n-grams, trained on the same sentences.
  @JsonProperty("linear")
  LINEAR,
  /// Says the training part's most frequent intent to everything.
  @JsonProperty("majority")
  MAJORITY
}
