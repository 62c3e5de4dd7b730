package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a test case comes from, in `tests.csv` and JSON in lower case. The grade rests on the new
/// ones alone.
public enum CaseKind {
  /// Taken from the training sentences: has it learned them at all?
  @JsonProperty("data")
  DATA,
  /// A training sentence in other words.
  @JsonProperty("similar")
  SIMILAR,
  /// Nothing like it was learned.
  @JsonProperty("new")
  NEW,
  /// At the border: typos, another language, several wishes at once, nonsense.
  @JsonProperty("edge")
  EDGE;

  /// The word in files: `data`, `similar`, `new`, `edge`.
  public String word() {
    return switch (this) {
      case DATA -> "data";
      case SIMILAR -> "similar";
      case NEW -> "new";
      case EDGE -> "edge";
    };
  }
}
