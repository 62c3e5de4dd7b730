package dev.afina.project;

import dev.afina.core.Refused;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Normal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// `corrections.csv`: sentences that were classified wrongly, with the intent they have. The step
/// `examples` puts them among the examples.
record Corrections(ProjectFiles files) {

  /// Notes a correction; an earlier one of the same sentence goes.
  ///
  /// @param labels the intents there are
  /// @throws Refused if there is no such intent, or the file so far has faults
  void add(String text, String label, List<String> labels) {
    if (text.isBlank()) throw new Refused(new ProjectProblem.EmptySentence());
    if (!labels.contains(label)) throw new Refused(new ProjectProblem.UnknownLabel(label, labels));
    List<Labelled> all = new ArrayList<>(soFar());
    all.removeIf(one -> Normal.of(one.text()).equals(Normal.of(text)));
    all.add(new Labelled(text.strip(), label));
    CsvTable.write(
        files.corrections(),
        List.of(Columns.TEXT.getFirst(), Columns.LABEL.getFirst()),
        all.stream().map(one -> List.of(one.text(), one.label())).toList());
  }

  private List<Labelled> soFar() {
    if (!Files.exists(files.corrections())) return List.of();
    Listing<Labelled> reading = LabelledFormat.read(files.corrections());
    Listing.refuseErrors(reading.findings());
    return reading.values();
  }
}
