package dev.afina.evaluation.grading;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.YesOrNo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person said of an answer: the same question of yes or no that a judge is asked.
///
/// @param criterion as it stands behind `judge:` in the test file
public record HumanMark(String question, String answer, String criterion, boolean passed) {
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("question", "pregunta"),
          List.of("answer", "respuesta"),
          List.of("criterion", "criterio"),
          List.of("passed", "aprobado", "aprobada"));

  /// Reads a CSV file with the columns `question`, `answer`, `criterion`, `passed`.
  ///
  /// @throws Refused naming everything that is wrong with it
  public static List<HumanMark> read(Path file) {
    List<DatasetProblem> findings = new ArrayList<>();
    Optional<CsvTable> read = CsvTable.read(file, findings);
    Listing.refuseErrors(findings);
    CsvTable table = read.orElseThrow();
    int[] places = COLUMNS.stream().mapToInt(table::column).toArray();
    List<Fact> problems = new ArrayList<>();
    for (int i = 0; i < places.length; i++)
      if (places[i] < 0)
        problems.add(
            new DatasetProblem.MissingColumn(
                table.file(), COLUMNS.get(i).getFirst(), table.header()));
    if (!problems.isEmpty()) throw new Refused(problems);
    List<HumanMark> marks = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      String verdict = row.fields().get(places[3]);
      Optional<Boolean> passed = YesOrNo.of(verdict);
      if (passed.isEmpty())
        problems.add(
            new EvaluationProblem.WrongOutcome(
                table.file(), row.line(), table.header().get(places[3]), verdict));
      else
        marks.add(
            new HumanMark(
                row.fields().get(places[0]),
                row.fields().get(places[1]),
                row.fields().get(places[2]),
                passed.get()));
    }
    if (!problems.isEmpty()) throw new Refused(problems);
    return marks;
  }
}
