package dev.afina.cli;

import java.io.PrintStream;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Lines on a terminal, a pipe or a file: as wide, as colourful and with the letters that it can
/// take. Below the lines there may be one status line that is drawn over; in a pipe it is left out.
final class Screen {

  /// How something stands out. Never the only way in which it does.
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    LEARNED("4;32");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private static final long STATUS_NANOS = 100_000_000; // ten times a second, no eye wants more

  private final PrintStream out;
  private final Terminal terminal;
  private final CharsetEncoder encoder;
  private final LongSupplier nanos;
  private boolean statusShown;
  private long lastStatus;

  Screen(PrintStream out, Terminal terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.encoder = terminal.charset().newEncoder();
    this.nanos = nanos;
    this.lastStatus = nanos.getAsLong() - STATUS_NANOS;
  }

  int width() {
    return terminal.width();
  }

  /// Whether a status line would be seen.
  boolean redraws() {
    return terminal.redraw();
  }

  void line(String text) {
    clearStatus();
    write(text + "\n");
  }

  void line() {
    line("");
  }

  /// Text without a line end, at once: an answer as it is made.
  void piece(String text) {
    clearStatus();
    write(text);
  }

  /// Draws the status line over the last one, at most ten times a second.
  void status(String text) {
    long now = nanos.getAsLong();
    if (!terminal.redraw() || now - lastStatus < STATUS_NANOS) return;
    lastStatus = now;
    clearStatus();
    write(cut(text, terminal.width() - 1));
    statusShown = true;
  }

  void clearStatus() {
    if (!statusShown) return;
    statusShown = false;
    write("\r\u001b[2K");
  }

  /// `left`, and `right` beside it in a column of its own; below, where both do not fit.
  void beside(String left, String right, int column, int indent) {
    int used = length(left);
    if (right.isEmpty()) {
      line(left);
    } else if (used + 2 <= column && column + right.length() <= width()) {
      line(left + " ".repeat(column - used) + styled(Style.DIM, right));
    } else if (used + 2 + right.length() <= width()) {
      line(left + " ".repeat(width() - used - right.length()) + styled(Style.DIM, right));
    } else {
      line(left);
      line(" ".repeat(indent) + styled(Style.DIM, right));
    }
  }

  /// A paragraph whose first line begins with `head`, the others below its text.
  void paragraph(String head, String text) {
    String indent = " ".repeat(length(head));
    String begin = head;
    for (String row : wrap(text, width() - length(head))) {
      line(begin + row);
      begin = indent;
    }
  }

  String styled(Style style, String text) {
    return terminal.colour() && style != Style.PLAIN && !text.isEmpty()
        ? "\u001b[" + style.code + "m" + text + "\u001b[0m"
        : text;
  }

  /// Text that is learned: underlined and green, line by line, or where there is no colour in
  /// brackets.
  String marked(String text) {
    if (!terminal.colour()) return "[[" + text + "]]";
    return text.lines().map(line -> styled(Style.LEARNED, line)).collect(Collectors.joining("\n"))
        + (text.endsWith("\n") ? "\n" : "");
  }

  /// Breaks at spaces; a word that is longer than a line keeps its line to itself.
  static List<String> wrap(String text, int width) {
    List<String> rows = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder row = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (!row.isEmpty() && row.length() + 1 + word.length() > width) {
          rows.add(row.toString());
          row.setLength(0);
        }
        if (!row.isEmpty()) row.append(' ');
        row.append(word);
      }
      rows.add(row.toString());
    }
    return rows;
  }

  /// Characters that are seen: styles are not.
  static int length(String text) {
    String seen = text.indexOf('\u001b') < 0 ? text : text.replaceAll("\u001b\\[[0-9;]*m", "");
    return seen.codePointCount(0, seen.length());
  }

  private static String cut(String text, int width) {
    return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width));
  }

  private void write(String text) {
    byte[] bytes = encodable(text).getBytes(terminal.charset());
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static final Map<Integer, String> PLAINER =
      Map.ofEntries(
          Map.entry((int) '━', "="),
          Map.entry((int) '─', "-"),
          Map.entry((int) '├', "|"),
          Map.entry((int) '┤', "|"),
          Map.entry((int) '●', "o"),
          Map.entry((int) '·', "-"),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '’', "'"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '…', "..."),
          Map.entry((int) '×', "x"),
          Map.entry((int) '≥', ">="),
          Map.entry((int) '≤', "<="),
          Map.entry((int) '→', "->"),
          Map.entry((int) '✓', "+"),
          Map.entry((int) '¿', ""),
          Map.entry((int) '¡', ""),
          Map.entry((int) '€', "EUR"),
          Map.entry(0xa0, " "),
          Map.entry(0x202f, " "));

  /// The text in letters that the place can take: `época` becomes `epoca` rather than `?poca`.
  private String encodable(String text) {
    if (encoder.canEncode(text)) return text;
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          String one = Character.toString(point);
          plain.append(encoder.canEncode(one) ? one : plainer(point, one));
        });
    return plain.toString();
  }

  private static String plainer(int point, String one) {
    String known = PLAINER.get(point);
    if (known != null) return known;
    String base = Normalizer.normalize(one, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return base.chars().allMatch(c -> c < 128) ? base : "?";
  }
}
