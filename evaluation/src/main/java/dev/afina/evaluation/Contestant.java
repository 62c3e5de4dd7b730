package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
  MAJORITY,
  /// The base without being told what it is to do.
  @JsonProperty("bare")
  BARE,
  /// The base, told what it is to do and shown a few examples.
  @JsonProperty("few-shot")
  FEW_SHOT,
  /// What an earlier round of training made.
  @JsonProperty("earlier")
  EARLIER;

  /// Those whom every test of a classifier asks; the others come in when models are compared.
  public static final List<Contestant> IN_EVERY_TEST = List.of(MODEL, UNTRAINED, LINEAR, MAJORITY);
}
