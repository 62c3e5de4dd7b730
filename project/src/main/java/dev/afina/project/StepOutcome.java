package dev.afina.project;

import dev.afina.core.Fact;

/// What a step has to say when it is done, in one line.
public sealed interface StepOutcome extends Fact {

  /// Every intent has the same number.
  record EvenSentences(int sentences, int intents, int each) implements StepOutcome {}

  /// @param fewest and `most`: sentences in the smallest and in the largest intent
  record Sentences(int sentences, int intents, int fewest, int most) implements StepOutcome {}

  record Conversations(int conversations) implements StepOutcome {}

  record Prompts(int conversations) implements StepOutcome {}

  record Divided(int training, int validation, long seed) implements StepOutcome {}

  record Prepared(String base, long tokens, long learned, int warnings) implements StepOutcome {}

  record Tuned(int bestEpoch, int epochs, double validation) implements StepOutcome {}

  record Answered(long milliseconds) implements StepOutcome {}

  /// @param fresh cases of the kind "new"
  record Tested(int cases, int fresh) implements StepOutcome {}

  /// There were no test cases.
  record TestedOnValidation(int cases) implements StepOutcome {}

  record Graded(String grade, boolean provisional) implements StepOutcome {}

  /// Nothing could be passed or failed, so there is no grade.
  record Analysed(int suggestions) implements StepOutcome {}
}
