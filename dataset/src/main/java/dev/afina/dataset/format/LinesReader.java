package dev.afina.dataset.format;

import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Lines as one stream of characters, for parsers that look across them.
final class LinesReader extends Reader {
  private final Lines lines;
  private @Nullable String line = "";
  private int position;

  LinesReader(Lines lines) {
    this.lines = lines;
  }

  @Override
  public int read(char[] target, int offset, int wanted) {
    if (wanted == 0) return 0;
    while (line != null && position == line.length()) {
      String next = lines.next();
      line = next == null ? null : next + "\n";
      position = 0;
    }
    if (line == null) return -1;
    int n = Math.min(wanted, line.length() - position);
    line.getChars(position, position + n, target, offset);
    position += n;
    return n;
  }

  @Override
  public void close() {
    lines.close();
  }
}
