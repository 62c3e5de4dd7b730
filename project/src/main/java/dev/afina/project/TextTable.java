package dev.afina.project;

import dev.afina.core.Refused;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import dev.afina.evaluation.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A CSV file of texts to classify.
///
/// @param column where the texts are
record TextTable(CsvTable table, int column) {

  /// @throws Refused naming everything that is wrong with the file
  static TextTable read(Path file) {
    List<DatasetProblem> findings = new ArrayList<>();
    Optional<TextTable> read =
        CsvTable.read(file, findings).map(table -> new TextTable(table, textColumn(table)));
    if (findings.isEmpty())
      read.filter(one -> one.column < 0)
          .ifPresent(one ->
              findings.add(
                  new DatasetProblem.MissingColumn(
                      one.table.file(), Columns.TEXT.getFirst(), one.table.header())));
    Listing.refuseErrors(findings);
    return read.orElseThrow();
  }

  /// A single column needs no name.
  private static int textColumn(CsvTable table) {
    int named = table.column(Columns.TEXT);
    return named < 0 && table.header().size() == 1 ? 0 : named;
  }

  List<String> texts() {
    return table.rows().stream().map(row -> row.fields().get(column)).toList();
  }

  /// Writes the rows as they are, and behind each what was said of it: `label`, `probability`,
  /// `unsure`.
  void write(Path out, List<Prediction> predictions) {
    List<String> header = new ArrayList<>(table.header());
    header.addAll(List.of("label", "probability", "unsure"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Prediction said = predictions.get(i);
      List<String> row = new ArrayList<>(table.rows().get(i).fields());
      row.add(said.label());
      row.add(String.format(Locale.ROOT, "%.4f", said.probability()));
      row.add(Boolean.toString(said.unsure()));
      rows.add(row);
    }
    CsvTable.write(out, header, rows);
  }
}
