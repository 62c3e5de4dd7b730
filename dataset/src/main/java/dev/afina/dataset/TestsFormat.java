package dev.afina.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Test cases: CSV with `text`, `expected`, `kind` and perhaps `facts` (several divided by `|`).
/// For intents `expected` may name several labels, divided by `|`, or `none`; for chat it is an
/// answer as it should be.
public final class TestsFormat {
  private TestsFormat() {}

  /// What each kind may be called, without accents.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("data", "data"),
          Map.entry("datos", "data"),
          Map.entry("similar", "similar"),
          Map.entry("parecido", "similar"),
          Map.entry("parecida", "similar"),
          Map.entry("new", "new"),
          Map.entry("nuevo", "new"),
          Map.entry("nueva", "new"),
          Map.entry("edge", "edge"),
          Map.entry("limite", "edge"));

  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Listing<TestRow> intents(Path path) {
    return read(path, TestsFormat::labels);
  }

  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Listing<TestRow> chat(Path path) {
    return read(path, expected -> List.of(expected));
  }

  /// Whether the word says that a sentence has no intent.
  static boolean isNone(String word) {
    return List.of("none", "ninguna", "ninguno").contains(word.toLowerCase(Locale.ROOT));
  }

  /// What stands in the field `expected`, as a list.
  private interface Expecting {
    List<String> of(String expected);
  }

  private static List<String> labels(String expected) {
    return isNone(expected) ? List.of() : divided(expected);
  }

  private static List<String> divided(String field) {
    return Arrays.stream(field.split("\\|"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Listing<TestRow> read(Path path, Expecting expecting) {
    List<DatasetProblem> findings = new ArrayList<>();
    List<Located<TestRow>> items = new ArrayList<>();
    CsvTable.read(path, findings).ifPresent(table -> rows(table, expecting, items, findings));
    return new Listing<>(items, findings);
  }

  private static void rows(
      CsvTable table,
      Expecting expecting,
      List<Located<TestRow>> items,
      List<DatasetProblem> findings) {
    String file = table.file();
    int text = table.requiredColumn(Columns.TEXT, findings);
    int expected = table.requiredColumn(Columns.EXPECTED, findings);
    int kind = table.requiredColumn(Columns.KIND, findings);
    int facts = table.column(Columns.FACTS);
    if (text < 0 || expected < 0 || kind < 0) return;
    if (table.rows().isEmpty() && findings.isEmpty()) findings.add(new DatasetProblem.NoRows(file));
    for (CsvTable.Row row : table.rows()) {
      int before = findings.size();
      String asked = row.fields().get(text).strip();
      String wanted = row.fields().get(expected).strip();
      String kindWord = row.fields().get(kind).strip();
      String known = KINDS.get(Normal.of(kindWord));
      if (asked.isEmpty()) findings.add(new DatasetProblem.EmptyText(file, row.line()));
      if (wanted.isEmpty())
        findings.add(
            new DatasetProblem.MissingLabel(file, row.line(), table.header().get(expected)));
      if (known == null) findings.add(new DatasetProblem.UnknownKind(file, row.line(), kindWord));
      List<String> required = facts < 0 ? List.of() : divided(row.fields().get(facts));
      if (findings.size() == before && known != null)
        items.add(
            new Located<>(
                new TestRow(asked, expecting.of(wanted), known, required), file, row.line()));
    }
  }

  /// What is wrong with tests for these examples.
  ///
  /// @param labels the intents there are; empty for chat
  /// @param known what was learned, to see which cases are not new
  public static List<DatasetProblem> faults(
      List<Located<TestRow>> tests, List<String> labels, List<Located<String>> known) {
    List<DatasetProblem> findings = new ArrayList<>();
    Map<String, Located<String>> learned = new HashMap<>();
    for (Located<String> one : known) learned.putIfAbsent(Normal.of(one.value()), one);
    for (Located<TestRow> test : tests) {
      if (!labels.isEmpty())
        for (String label : test.value().expected())
          if (!labels.contains(label))
            findings.add(new DatasetProblem.UnknownLabel(test.file(), test.line(), label, labels));
      Located<String> same = learned.get(Normal.of(test.value().text()));
      if (same != null && test.value().kind().equals("new"))
        findings.add(new DatasetProblem.NotNew(test.file(), test.line(), same.file(), same.line()));
    }
    return findings;
  }
}
