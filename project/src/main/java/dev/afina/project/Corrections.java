package dev.afina.project;

import dev.afina.core.Refused;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Normal;
import dev.afina.dataset.format.ChatListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// `corrections.csv`: sentences that were classified wrongly, with the intent they have, or
/// questions that were answered wrongly, with the right answer. The step `examples` puts them among
/// the examples.
record Corrections(ProjectFiles files) {

  private static final List<String> SENTENCES =
      List.of(Columns.TEXT.getFirst(), Columns.LABEL.getFirst());

  private static final List<String> ANSWERS = List.of("question", "answer");

  /// Notes which intent a sentence has; an earlier correction of the same sentence goes.
  ///
  /// @param labels the intents there are
  /// @throws Refused if there is no such intent, or the file so far has faults
  void intent(String sentence, String label, List<String> labels) {
    if (sentence.isBlank()) throw new Refused(new ProjectProblem.EmptySentence());
    if (!labels.contains(label)) throw new Refused(new ProjectProblem.UnknownLabel(label, labels));
    write(
        SENTENCES,
        soFar(LabelledFormat::read, one -> List.of(one.text(), one.label())),
        sentence,
        label);
  }

  /// Notes how a question is answered; an earlier correction of the same question goes.
  ///
  /// @throws Refused if something is empty, or the file so far has faults
  void answer(String question, String answer) {
    if (question.isBlank() || answer.isBlank())
      throw new Refused(new ProjectProblem.EmptySentence());
    write(
        ANSWERS,
        soFar(ChatListing::read, one -> List.of(Sources.asked(one), one.answer())),
        question,
        answer);
  }

  private <T> List<List<String>> soFar(
      Function<Path, Listing<T>> reading, Function<T, List<String>> row) {
    if (!Files.exists(files.corrections())) return List.of();
    Listing<T> read = reading.apply(files.corrections());
    Listing.refuseErrors(read.findings());
    return read.values().stream().map(row).toList();
  }

  private void write(List<String> header, List<List<String>> soFar, String said, String right) {
    List<List<String>> all = new ArrayList<>(soFar);
    all.removeIf(row -> Normal.of(row.getFirst()).equals(Normal.of(said)));
    all.add(List.of(said.strip(), right.strip()));
    CsvTable.write(files.corrections(), header, all);
  }
}
