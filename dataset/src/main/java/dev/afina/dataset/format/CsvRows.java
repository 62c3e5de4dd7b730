package dev.afina.dataset.format;

import dev.afina.dataset.DatasetProblem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file (RFC 4180). A quoted field may go over several lines; a quote that is
/// never closed costs its own line only: reading begins again in the next one.
final class CsvRows {

  /// Lines of one field. A longer one is a quote that somebody forgot to close.
  private static final int FIELD_LINES = 500;

  private final Lines lines;
  private final char separator;

  /// Lines that were looked at for the end of a quoted field and are read again.
  private final Deque<Numbered> again = new ArrayDeque<>();

  private record Numbered(int number, String text, boolean tooLong) {}

  CsvRows(Lines lines, char separator) {
    this.lines = lines;
    this.separator = separator;
  }

  /// The next row that is not empty, or `null` after the last.
  @Nullable Row next() {
    for (Numbered line = line(); line != null; line = line()) {
      if (line.tooLong())
        return new Row.Broken(
            line.number(),
            new DatasetProblem.LineTooLong(lines.file(), line.number(), Lines.LIMIT));
      if (!line.text().isBlank()) return row(line);
    }
    return null;
  }

  private @Nullable Numbered line() {
    Numbered held = again.poll();
    if (held != null) return held;
    String text = lines.next();
    return text == null ? null : new Numbered(lines.number(), text, lines.wasTooLong());
  }

  private Row row(Numbered first) {
    List<Numbered> used = new ArrayList<>();
    StringBuilder text = new StringBuilder(first.text());
    List<String> fields = divided(text, separator);
    while (fields == null || fields == ASTRAY) {
      boolean goesOn = fields == null && used.size() < FIELD_LINES && text.length() < Lines.LIMIT;
      Numbered more = goesOn ? line() : null;
      if (more == null || more.tooLong()) {
        if (more != null) used.add(more);
        for (int i = used.size() - 1; i >= 0; i--) again.addFirst(used.get(i));
        return new Row.Broken(
            first.number(), new DatasetProblem.BrokenCsv(lines.file(), first.number(), "…\""));
      }
      used.add(more);
      text.append('\n').append(more.text());
      // Only a line with a quote in it can end the field.
      if (more.text().indexOf('"') >= 0) fields = divided(text, separator);
    }
    return new Row.Fields(first.number(), fields);
  }

  /// A quote that closed a field begun lines before, in the middle of another row.
  private static final List<String> ASTRAY = List.of();

  /// The fields of a row, `null` if its last quote is still open, or [#ASTRAY].
  static @Nullable List<String> divided(CharSequence text, char separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean begins = true;
    boolean severalLines = false;
    boolean closed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        severalLines |= c == '\n';
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (c != '"' || doubled) field.append(c);
        if (doubled) i++;
        else if (c == '"') {
          quoted = false;
          closed = true;
        }
      } else if (c == '\n' || closed && severalLines && c != separator && c != ' ') {
        return ASTRAY;
      } else if (c == separator) {
        fields.add(field.toString());
        field.setLength(0);
        begins = true;
        severalLines = false;
        closed = false;
        continue;
      } else if (c == '"' && begins) {
        quoted = true;
      } else {
        field.append(c);
      }
      if (c != ' ') begins = false;
    }
    if (quoted) return null;
    fields.add(field.toString());
    return fields;
  }
}
