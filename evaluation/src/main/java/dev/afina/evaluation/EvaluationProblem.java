package dev.afina.evaluation;

import dev.afina.core.Fact;
import java.util.List;

/// Why a test cannot be judged.
public sealed interface EvaluationProblem extends Fact {

  /// There is nothing to test with.
  record NoCases() implements EvaluationProblem {}

  /// A test expects an intent that was never trained; `number` counts the cases from 1.
  record UnknownIntent(int number, String label, List<String> labels)
      implements EvaluationProblem {}

  /// A model gave another number of answers than there were questions.
  record WrongAnswers(int questions, int answers) implements EvaluationProblem {}

  /// A test file names a check there is not.
  record UnknownCheck(String name, List<String> known) implements EvaluationProblem {}

  /// A check whose argument it cannot use.
  record WrongCheck(String name, String argument) implements EvaluationProblem {}
}
