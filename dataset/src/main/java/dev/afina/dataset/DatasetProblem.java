package dev.afina.dataset;

import dev.afina.core.Fact;
import java.util.List;

/// A finding: a fault in somebody's data, with file (its name) and line (from 1). Findings are
/// values and come all at once.
public sealed interface DatasetProblem extends Fact {

  /// An error stops the work; a warning is worth a look.
  default Severity severity() {
    return switch (this) {
      case Duplicate _, AlmostTwoIntents _, NotNew _ -> Severity.WARNING;
      case EmptyText _,
          MissingLabel _,
          MissingColumn _,
          UnevenRow _,
          BrokenCsv _,
          BrokenJson _,
          MissingField _,
          UnknownRole _,
          MissingAnswer _,
          MissingQuestion _,
          WrongEncoding _,
          NoRows _,
          TwoIntents _,
          UnknownLabel _,
          UnknownKind _,
          ReservedLabel _,
          OneIntent _,
          TooFewInIntent _,
          TooFewConversations _,
          TooFewToTrain _,
          SharesNotOne _ ->
          Severity.ERROR;
    };
  }

  record EmptyText(String file, int line) implements DatasetProblem {}

  /// @param column as the file calls it
  record MissingLabel(String file, int line, String column) implements DatasetProblem {}

  /// @param found the columns there are
  record MissingColumn(String file, String column, List<String> found) implements DatasetProblem {}

  /// More or fewer fields than the heading: mostly a comma in a sentence without quotes.
  record UnevenRow(String file, int line, int found, int expected) implements DatasetProblem {}

  /// Quotes that do not fit; what follows cannot be read.
  record BrokenCsv(String file, int line, String reason) implements DatasetProblem {}

  record BrokenJson(String file, int line, int column, String reason) implements DatasetProblem {}

  record MissingField(String file, int line, String field) implements DatasetProblem {}

  record UnknownRole(String file, int line, String role) implements DatasetProblem {}

  /// A conversation that does not end with an answer.
  record MissingAnswer(String file, int line) implements DatasetProblem {}

  /// A conversation in which nobody asks.
  record MissingQuestion(String file, int line) implements DatasetProblem {}

  /// Not UTF-8.
  ///
  /// @param line the first that is not
  /// @param likely the encoding that fits best
  record WrongEncoding(String file, int line, String likely) implements DatasetProblem {}

  record NoRows(String file) implements DatasetProblem {}

  /// The same sentence under two intents.
  record TwoIntents(
      String file, int line, String label, String otherFile, int otherLine, String otherLabel)
      implements DatasetProblem {}

  /// The same sentence, or the same conversation, twice.
  record Duplicate(String file, int line, String otherFile, int otherLine)
      implements DatasetProblem {}

  /// Nearly the same sentence under two intents: they could be confused.
  record AlmostTwoIntents(
      String file, int line, String label, String otherFile, int otherLine, String otherLabel)
      implements DatasetProblem {}

  /// A label that is no intent of the examples.
  record UnknownLabel(String file, int line, String label, List<String> labels)
      implements DatasetProblem {}

  record UnknownKind(String file, int line, String kind) implements DatasetProblem {}

  /// A label that means something else in a test file: `none`, or one with `|` in it.
  record ReservedLabel(String file, int line, String label) implements DatasetProblem {}

  /// A test case said to be new, though its sentence is one of the examples.
  record NotNew(String file, int line, String otherFile, int otherLine) implements DatasetProblem {}

  record OneIntent(String label) implements DatasetProblem {}

  record TooFewInIntent(String label, int found, int minimum) implements DatasetProblem {}

  record TooFewConversations(int found, int minimum) implements DatasetProblem {}

  /// Enough conversations before the split, too few in the part to train on.
  record TooFewToTrain(int found, int minimum, int before) implements DatasetProblem {}

  record SharesNotOne(double training, double validation) implements DatasetProblem {}
}
