package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a classifier should say to a sentence. Written as in `tests.csv`: `devolver|queja`, or
/// `none`.
public sealed interface Expected {
  /// What is said to a sentence that belongs to no intent.
  String NONE = "none";

  /// Any of these intents is right.
  record OneOf(SortedSet<String> labels) implements Expected {
    public OneOf {
      labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
      if (labels.isEmpty()) throw new IllegalArgumentException("no label is expected");
    }
  }

  /// The sentence belongs to no intent: right is who rejects it.
  record None() implements Expected {}

  @JsonCreator
  static Expected of(String notation) {
    if (notation.strip().equals(NONE)) return new None();
    return new OneOf(
        Arrays.stream(notation.split("\\|"))
            .map(String::strip)
            .filter(label -> !label.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @JsonValue
  default String notation() {
    return switch (this) {
      case OneOf(var labels) -> String.join("|", labels);
      case None() -> NONE;
    };
  }

  /// @param answer a label, or `none` for a sentence that was rejected
  default boolean accepts(String answer) {
    return switch (this) {
      case OneOf(var labels) -> labels.contains(answer);
      case None() -> answer.equals(NONE);
    };
  }
}
