package dev.afina.training;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines that another process writes. A line that never ends must not fill the memory of whoever
/// reads it.
public final class BoundedLines implements Closeable {
  private final InputStream in;
  private final int longest;

  /// @param longest a line may be, in bytes
  public BoundedLines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /// The next line without its end; a last one that has no end yet as well. `null` behind it.
  ///
  /// @throws IOException if the line is longer than allowed
  public @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') return line.toString(StandardCharsets.UTF_8);
      if (line.size() == longest) throw new IOException("a line of over " + longest + " bytes");
      line.write(b);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
