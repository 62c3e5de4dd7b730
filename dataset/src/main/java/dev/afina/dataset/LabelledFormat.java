package dev.afina.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Sentences with their intent: CSV with the columns `text` and `label`, or JSONL with those keys.
public final class LabelledFormat {
  private LabelledFormat() {}

  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Listing<Labelled> read(Path path) {
    boolean lines = path.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl");
    return lines ? jsonLines(path) : csv(path);
  }

  private static Listing<Labelled> csv(Path path) {
    List<DatasetProblem> findings = new ArrayList<>();
    List<Located<Labelled>> items = new ArrayList<>();
    CsvTable.read(path, findings).ifPresent(table -> rows(table, items, findings));
    return new Listing<>(items, findings);
  }

  private static void rows(
      CsvTable table, List<Located<Labelled>> items, List<DatasetProblem> findings) {
    int text = table.requiredColumn(Columns.TEXT, findings);
    int label = table.requiredColumn(Columns.LABEL, findings);
    if (text < 0 || label < 0) return;
    if (table.rows().isEmpty() && findings.isEmpty())
      findings.add(new DatasetProblem.NoRows(table.file()));
    for (CsvTable.Row row : table.rows())
      add(
          new Labelled(row.fields().get(text).strip(), row.fields().get(label).strip()),
          table.file(),
          row.line(),
          table.header().get(label),
          items,
          findings);
  }

  private static Listing<Labelled> jsonLines(Path path) {
    List<DatasetProblem> findings = new ArrayList<>();
    List<Located<Labelled>> items = new ArrayList<>();
    String file = JsonLines.name(path);
    JsonLines.read(path, findings, (line, object) -> object(file, line, object, items, findings));
    return new Listing<>(items, findings);
  }

  private static void object(
      String file,
      int line,
      JsonNode object,
      List<Located<Labelled>> items,
      List<DatasetProblem> findings) {
    if (!JsonLines.has(object, Columns.TEXT)) {
      findings.add(new DatasetProblem.MissingField(file, line, Columns.TEXT.getFirst()));
      return;
    }
    Labelled labelled =
        new Labelled(
            JsonLines.text(object, Columns.TEXT).strip(),
            JsonLines.text(object, Columns.LABEL).strip());
    add(labelled, file, line, Columns.LABEL.getFirst(), items, findings);
  }

  private static void add(
      Labelled labelled,
      String file,
      int line,
      String column,
      List<Located<Labelled>> items,
      List<DatasetProblem> findings) {
    boolean noText = labelled.text().isEmpty();
    boolean noLabel = labelled.label().isEmpty();
    boolean reserved = labelled.label().contains("|");
    if (noText) findings.add(new DatasetProblem.EmptyText(file, line));
    if (noLabel) findings.add(new DatasetProblem.MissingLabel(file, line, column));
    if (reserved) findings.add(new DatasetProblem.ReservedLabel(file, line, labelled.label()));
    if (!noText && !noLabel && !reserved) {
      String label = TestsFormat.isNone(labelled.label()) ? Labelled.NONE : labelled.label();
      items.add(new Located<>(new Labelled(labelled.text(), label), file, line));
    }
  }
}
