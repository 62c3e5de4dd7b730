package dev.afina.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/// The eight steps, in their order.
public enum StepName {
  @JsonProperty("examples")
  EXAMPLES("examples"),
  @JsonProperty("prompts")
  PROMPTS("prompts"),
  @JsonProperty("split")
  SPLIT("split"),
  @JsonProperty("prepare")
  PREPARE("prepare"),
  @JsonProperty("train")
  TRAIN("train"),
  @JsonProperty("deploy")
  DEPLOY("deploy"),
  @JsonProperty("test")
  TEST("test"),
  @JsonProperty("analyze")
  ANALYZE("analyze");

  private final String word;

  StepName(String word) {
    this.word = word;
  }

  /// The word on the command line: `examples`, `prompts` …
  public String word() {
    return word;
  }

  public static Optional<StepName> of(String word) {
    return Arrays.stream(values()).filter(step -> step.word.equals(word)).findFirst();
  }
}
