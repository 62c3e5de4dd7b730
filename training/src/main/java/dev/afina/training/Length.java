package dev.afina.training;

import java.util.List;

/// How long a conversation may be, and what becomes of a longer one.
///
/// @param maxTokens of a conversation
/// @param tooLong what becomes of a longer one
public record Length(int maxTokens, TooLong tooLong) {

  public enum TooLong {
    /// The training does not begin.
    REFUSE,
    /// Whole turns go, the oldest first; see `Shortening` of the tokenizer.
    CUT
  }

  /// Longer ones are refused.
  public static Length of(int maxTokens) {
    return new Length(maxTokens, TooLong.REFUSE);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(new Range("max-tokens", 16, 1_000_000).check(maxTokens));
  }
}
