package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table in CSV, whatever separates its fields and whatever its columns are called.
public record CsvFormat(ImportOptions options) implements ConversationFormat.Writable {

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int LOOKED_AT = 50;

  @Override
  public String word() {
    return "csv";
  }

  @Override
  public Stream<Reading> read(Source source) {
    Character chosen = options.table().separator();
    char separator = chosen != null ? chosen : separator(source);
    Lines lines = new Lines(source);
    try {
      CsvRows rows = new CsvRows(lines, separator);
      TableConversations table = new TableConversations(source.name(), rows::next, options);
      return lines.noted(Pulled.stream(table::next, lines::close));
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /// The separator that divides most of the first rows into as many fields as the heading has, and
  /// into more than one. Sentences are full of commas, headings are not.
  private static char separator(Source source) {
    char best = SEPARATORS[0];
    double highest = 0;
    for (char candidate : SEPARATORS) {
      double evenness = evenness(source, candidate);
      if (evenness > highest) {
        highest = evenness;
        best = candidate;
      }
    }
    return best;
  }

  private static double evenness(Source source, char separator) {
    try (Lines lines = new Lines(source)) {
      CsvRows rows = new CsvRows(lines, separator);
      int columns = 0;
      int alike = 0;
      int seen = 0;
      for (Row row = rows.next(); row != null && seen < LOOKED_AT; row = rows.next()) {
        int fields = row instanceof Row.Fields good ? good.fields().size() : 0;
        if (seen++ == 0) columns = fields;
        if (fields == columns) alike++;
      }
      return columns < 2 ? 0 : (double) alike / seen;
    }
  }

  @Override
  public Set<Part> carries() {
    return TableRows.CARRIED;
  }

  @Override
  public Writer to(OutputStream out) throws IOException {
    return new CsvWriter(out);
  }

  /// A row for each message, in UTF-8 with commas.
  private static final class CsvWriter implements Writer {
    private final OutputStream out;
    private final TableRows rows = new TableRows();

    CsvWriter(OutputStream out) throws IOException {
      this.out = out;
      write(TableRows.HEADER);
    }

    @Override
    public boolean write(Conversation conversation) throws IOException {
      for (List<String> row : rows.of(conversation)) write(row);
      return true;
    }

    private void write(List<String> row) throws IOException {
      String line = row.stream().map(CsvWriter::quoted).collect(Collectors.joining(","));
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String field) {
      boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }

    @Override
    public List<DatasetProblem> told() {
      return rows.told();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
