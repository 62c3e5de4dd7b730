package dev.afina.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.afina.core.SafeFile;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A CSV file with a heading, whatever separates its fields.
///
/// @param file its name
/// @param header the columns as the file calls them
public record CsvTable(String file, List<String> header, List<Row> rows) {

  /// @param line where it begins, from 1
  /// @param fields as many as the heading has
  public record Row(int line, List<String> fields) {
    public Row {
      fields = List.copyOf(fields);
    }
  }

  public CsvTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int LOOKED_AT = 50;

  /// Reads as much as can be read; what is wrong goes to `findings`. A row with more or fewer
  /// fields than the heading is left out.
  ///
  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Optional<CsvTable> read(Path path, List<DatasetProblem> findings) {
    String file = Objects.requireNonNull(path.getFileName(), "a file has a name").toString();
    return Encoding.read(path, file, findings).flatMap(text -> parse(file, text, findings));
  }

  static Optional<CsvTable> parse(String file, String text, List<DatasetProblem> findings) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = reader(text, separator(text))) {
      for (CsvRecord row : reader) records.add(row);
    } catch (CsvParseException e) {
      long line = records.isEmpty() ? 1 : records.getLast().getStartingLineNumber() + 1;
      findings.add(new DatasetProblem.BrokenCsv(file, (int) line, reason(e)));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    if (records.isEmpty()) {
      if (findings.isEmpty()) findings.add(new DatasetProblem.NoRows(file));
      return Optional.empty();
    }
    List<String> header = records.getFirst().getFields();
    List<Row> rows = new ArrayList<>();
    for (CsvRecord row : records.subList(1, records.size())) {
      int line = (int) row.getStartingLineNumber();
      if (row.getFieldCount() == header.size()) rows.add(new Row(line, row.getFields()));
      else
        findings.add(new DatasetProblem.UnevenRow(file, line, row.getFieldCount(), header.size()));
    }
    return Optional.of(new CsvTable(file, header, rows));
  }

  /// The place of the column with one of these names, whatever their case; −1 if there is none.
  public int column(List<String> names) {
    for (int i = 0; i < header.size(); i++)
      if (names.contains(header.get(i).strip().toLowerCase(Locale.ROOT))) return i;
    return -1;
  }

  /// Like [#column]; its absence goes to `findings`, under the first of the names.
  int requiredColumn(List<String> names, List<DatasetProblem> findings) {
    int column = column(names);
    if (column < 0) findings.add(new DatasetProblem.MissingColumn(file, names.getFirst(), header));
    return column;
  }

  /// UTF-8, comma, `\n`.
  public static void write(Path path, List<String> header, List<List<String>> rows) {
    SafeFile.write(
        path,
        out -> {
          CsvWriter csv =
              CsvWriter.builder()
                  .lineDelimiter(LineDelimiter.LF)
                  .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          csv.writeRecord(header);
          for (List<String> row : rows) csv.writeRecord(row);
          csv.flush();
        });
  }

  private static CsvReader<CsvRecord> reader(String text, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text);
  }

  /// The separator that divides most of the first rows into the same number of fields, and into
  /// more than one: as many as the heading has. Sentences are full of commas, headings are not.
  private static char separator(String text) {
    char best = SEPARATORS[0];
    double highest = 0;
    for (char candidate : SEPARATORS) {
      double score = evenness(fieldCounts(text, candidate));
      if (score > highest) {
        highest = score;
        best = candidate;
      }
    }
    return best;
  }

  private static double evenness(int[] counts) {
    if (counts.length == 0 || counts[0] < 2) return 0;
    Map<Integer, Long> frequency =
        Arrays.stream(counts)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long asHeading = frequency.getOrDefault(counts[0], 0L);
    return (double) asHeading / counts.length;
  }

  private static int[] fieldCounts(String text, char separator) {
    List<Integer> counts = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = reader(text, separator)) {
      for (CsvRecord row : reader) {
        counts.add(row.getFieldCount());
        if (counts.size() == LOOKED_AT) break;
      }
    } catch (CsvParseException broken) {
      // Judge by what could be read; the real reading reports what is wrong.
    } catch (java.io.IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    return counts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String reason(CsvParseException e) {
    Throwable deepest = e.getCause() == null ? e : e.getCause();
    return Objects.requireNonNullElse(deepest.getMessage(), "").lines().findFirst().orElse("");
  }
}
