package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Source;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The text in a ZIP of a chat export. Nothing is unpacked to disk; a text that grows beyond what a
/// phone writes is a bomb.
final class ZippedText {
  private ZippedText() {}

  private static final long LIMIT = 1L << 30;
  private static final int ENTRIES = 10_000;

  /// The first `.txt` of the archive; a source that is no archive stays itself.
  static Source in(Source source) {
    try (InputStream in = source.open()) {
      if (in.read() != 'P' || in.read() != 'K') return source;
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(source.name()), e);
    }
    return new Source(source.name(), () -> open(source));
  }

  private static InputStream open(Source source) throws IOException {
    ZipInputStream zip = new ZipInputStream(source.open());
    int entries = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().endsWith(".txt")) return new Limited(zip);
      if (++entries > ENTRIES) break;
    }
    zip.close();
    throw new Refused(new DatasetProblem.BrokenWorkbook(source.name(), "no .txt"));
  }

  /// Ends with an error where a bomb would go on.
  private static final class Limited extends FilterInputStream {
    private long left = LIMIT;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
      int n = super.read(bytes, offset, wanted);
      return counted(n, Math.max(n, 0));
    }

    private int counted(int result, int bytes) throws IOException {
      left -= bytes;
      if (left < 0) throw new IOException("more than " + LIMIT + " bytes unpacked");
      return result;
    }
  }
}
