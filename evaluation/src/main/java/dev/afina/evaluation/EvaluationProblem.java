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

  /// A test file that is no YAML, or no list of cases.
  record BrokenTestFile(String file, int line, String reason) implements EvaluationProblem {}

  /// A case lacks something, or says it in another form.
  record WrongCase(String file, int number, String field) implements EvaluationProblem {}

  /// A case asks for a judge, and there is none.
  record NoJudge(int number, String question) implements EvaluationProblem {}

  /// Fewer groups of examples than parts to divide them into.
  record TooFewToDivide(int groups, int folds) implements EvaluationProblem {}

  /// A field of a file of outcomes that cannot be read.
  record WrongOutcome(String file, int line, String column, String value)
      implements EvaluationProblem {}

  /// A comparison of groups needs two; `groups` are those there are.
  record NotTwoGroups(String file, List<String> groups) implements EvaluationProblem {}

  /// Nothing to compare with.
  ///
  /// @param second whether the second side is the empty one
  record EmptySide(String file, boolean second) implements EvaluationProblem {}

  /// A case that calls itself new was learned.
  record KnownCase(String file, String question) implements EvaluationProblem {}
}
