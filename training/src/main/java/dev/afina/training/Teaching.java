package dev.afina.training;

import java.util.ArrayList;
import java.util.List;

/// What a conversation teaches: how long it may be, and what its tokens count.
///
/// @param maxTokens of a conversation
/// @param tooLong what becomes of a longer one
/// @param promptWeight what a token of the question counts, where one of the answer counts 1; the
///   system prompt and what the template writes never count. Above 0, a model that has few examples
///   also learns how customers write ([Instruction Tuning With Loss Over
///   Instructions](https://arxiv.org/abs/2405.14394))
/// @param preference what two answers to one question teach; without meaning elsewhere
public record Teaching(int maxTokens, TooLong tooLong, double promptWeight, Preference preference) {

  public enum TooLong {
    /// The training does not begin.
    REFUSE,
    /// Whole turns go, the oldest first; see `Shortening` of the tokenizer.
    CUT
  }

  public Teaching {
    // What an earlier version wrote does not say it.
    preference = preference == null ? Preference.usual() : preference;
  }

  /// Only answers, and longer conversations are refused.
  public static Teaching answers(int maxTokens) {
    return new Teaching(maxTokens, TooLong.REFUSE, 0, Preference.usual());
  }

  /// The same with questions that count.
  public Teaching withPrompts(double weight) {
    return new Teaching(maxTokens, tooLong, weight, preference);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    List<TrainingProblem.OutOfRange> wrong =
        new ArrayList<>(
            Range.wrong(
                new Range("max-tokens", 16, 1_000_000).check(maxTokens),
                new Range("prompt-weight", 0, 1).check(promptWeight)));
    wrong.addAll(preference.wrong());
    return wrong;
  }
}
