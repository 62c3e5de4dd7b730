package dev.afina.dataset;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.List;

/// A finding: a fault in somebody's data, with file (its name) and line (from 1). Findings are
/// values and come all at once.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "problem")
public sealed interface DatasetProblem extends Fact {

  /// An error stops the work; a warning is worth a look.
  default Severity severity() {
    return switch (this) {
      case NotNew _,
          OtherEncoding _,
          Mojibake _,
          Cleaned _,
          UnknownMark _,
          UnknownTime _,
          UncertainDates _,
          LeftOut _,
          FewRemain _,
          ThinMargin _,
          NotCarried _,
          NotWritten _,
          Neutralised _ ->
          Severity.WARNING;
      case LineTooLong _,
          RestUnread _,
          NotText _,
          NotWeight _,
          UnknownFormat _,
          UnknownColumn _,
          NoColumns _,
          UnknownSheet _,
          WhoAnswers _,
          UnknownSpeaker _,
          BrokenXml _,
          BrokenWorkbook _,
          BrokenMapping _,
          BrokenScale _,
          TooFewAfterFilter _,
          NothingRemains _ ->
          Severity.ERROR;
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

  // Import.

  /// Not UTF-8 from this line on, and read all the same.
  record OtherEncoding(String file, int line, String encoding) implements DatasetProblem {}

  /// Letters that were read in a wrong encoding once, and are repaired.
  record Mojibake(String file, int line, String before, String after) implements DatasetProblem {}

  /// Control characters or half characters, and they are gone.
  record Cleaned(String file, int line) implements DatasetProblem {}

  record LineTooLong(String file, int line, int limit) implements DatasetProblem {}

  /// A fault that costs everything behind it.
  record RestUnread(String file, int line, String reason) implements DatasetProblem {}

  /// A picture, a sound, a file: only text can be learned.
  record NotText(String file, int line, String kind) implements DatasetProblem {}

  record NotWeight(String file, int line, String value) implements DatasetProblem {}

  /// A mark that is none of the scale; what has it counts as unrated.
  record UnknownMark(String file, int line, String mark) implements DatasetProblem {}

  record UnknownTime(String file, int line, String value) implements DatasetProblem {}

  /// Every date could be read day first or month first.
  ///
  /// @param order what was taken: `day/month` or `month/day`
  record UncertainDates(String file, String order) implements DatasetProblem {}

  /// What an export holds beside what was said: notes, notices of the system, pictures.
  record LeftOut(String file, int line, int count, String what) implements DatasetProblem {}

  record UnknownFormat(String file, List<String> known) implements DatasetProblem {}

  /// A column that was named on the command line and is not in the file.
  record UnknownColumn(String file, String column, List<String> found) implements DatasetProblem {}

  /// No column looks like a question or an answer.
  record NoColumns(String file, List<String> found) implements DatasetProblem {}

  record UnknownSheet(String file, String sheet, List<String> found) implements DatasetProblem {}

  /// Several people speak, and nobody says which of them is the assistant.
  record WhoAnswers(String file, List<String> speakers) implements DatasetProblem {}

  /// The speaker who was said to be the assistant never speaks.
  record UnknownSpeaker(String file, String speaker, List<String> speakers)
      implements DatasetProblem {}

  record BrokenXml(String file, int line, String reason) implements DatasetProblem {}

  record BrokenWorkbook(String file, String reason) implements DatasetProblem {}

  record BrokenMapping(String file, String reason) implements DatasetProblem {}

  record BrokenScale(String text) implements DatasetProblem {}

  // The filter.

  /// Enough conversations before the filter, too few after it.
  record TooFewAfterFilter(int found, int minimum, int before, int excluded)
      implements DatasetProblem {}

  /// Fewer would remain than a training takes.
  ///
  /// @param training of the `found`, how many the split leaves to train on
  record FewRemain(int found, int training, int minimum) implements DatasetProblem {}

  /// Enough, but hardly.
  record ThinMargin(int training, int minimum, int advised) implements DatasetProblem {}

  record NothingRemains(int before) implements DatasetProblem {}

  // Export.

  /// What the format has no place for.
  record NotCarried(String format, Part part, int conversations) implements DatasetProblem {}

  /// Conversations the format cannot hold at all.
  record NotWritten(String format, int conversations) implements DatasetProblem {}

  /// Cells that a spreadsheet would have run as formulas.
  record Neutralised(int cells) implements DatasetProblem {}
}
