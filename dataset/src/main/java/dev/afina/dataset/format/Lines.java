package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.text.Charsets;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The lines of a text file whatever its encoding: a byte-order mark, else strict UTF-8, else what
/// the bytes look like. A file that turns out not to be UTF-8 is read on in the encoding that fits
/// its first such line best; lines that are UTF-8 all the same stay so. One line is in memory, and
/// none longer than [#LIMIT].
final class Lines implements Closeable {

  /// Bytes of a line. A conversation is some kilobytes; whatever is longer is no line of text.
  static final int LIMIT = 8 << 20;

  private static final int PEEKED = 1 << 16;

  private final String file;
  private final InputStream in;
  private final byte[] buffer = new byte[PEEKED];
  private int position;
  private int end;
  private byte[] line = new byte[1 << 12];
  private int length;
  private int number;
  private boolean tooLong;
  private @Nullable Charset fallback;
  private int foreignLine;
  private boolean told;

  Lines(Source source) {
    this.file = source.name();
    InputStream bytes = new BufferedInputStream(source.open(), PEEKED);
    try {
      bytes.mark(PEEKED);
      byte[] head = bytes.readNBytes(PEEKED - 1);
      bytes.reset();
      Charset wide = Charsets.wide(head);
      if (wide != null) {
        foreignLine = 1;
        fallback = wide;
      }
      this.in = wide == null ? bytes : new Transcoded(bytes, wide);
      int mark = Charsets.mark(head, StandardCharsets.UTF_8);
      if (wide == null) in.skipNBytes(mark);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(file), e);
    }
  }

  String file() {
    return file;
  }

  /// The number of the line that was read last, from 1.
  int number() {
    return number;
  }

  /// What the file is read in instead.
  private String encoding() {
    return fallback == null ? "UTF-8" : Charsets.name(fallback);
  }

  /// Whether the file turned out not to be UTF-8; said once.
  boolean turnedOutForeign() {
    boolean news = foreignLine > 0 && !told;
    told |= news;
    return news;
  }

  /// Puts a note behind the reading where the file turned out not to be UTF-8.
  Stream<Reading> noted(Stream<Reading> readings) {
    return readings.flatMap(
        reading -> turnedOutForeign() ? Stream.of(note(), reading) : Stream.of(reading));
  }

  Reading note() {
    return new Reading.Note(
        foreignLine, new DatasetProblem.OtherEncoding(file, foreignLine, encoding()));
  }

  /// Whether the line that was read last is longer than [#LIMIT]; it then comes as an empty one.
  boolean wasTooLong() {
    return tooLong;
  }

  /// The next line without its end, or `null` after the last one.
  @Nullable String next() {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (position == end && !fill()) {
        if (!any) return null;
        break;
      }
      any = true;
      int stop = position;
      while (stop < end && buffer[stop] != '\n') stop++;
      append(position, stop);
      boolean ended = stop < end;
      position = ended ? stop + 1 : stop;
      if (ended) break;
    }
    number++;
    if (tooLong) return "";
    if (length > 0 && line[length - 1] == '\r') length--;
    return decoded();
  }

  private boolean fill() {
    try {
      end = in.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(file), e);
    }
    position = 0;
    if (end < 0) end = 0;
    return end > 0;
  }

  private void append(int from, int to) {
    int more = to - from;
    if (tooLong || length + more > LIMIT) {
      tooLong = true;
      return;
    }
    if (length + more > line.length)
      line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
    System.arraycopy(buffer, from, line, length, more);
    length += more;
  }

  private String decoded() {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    // U+FFFD may also be written in the file: only then the strict decoder is asked.
    if (text.indexOf('\uFFFD') < 0 || Charsets.isUtf8(line, length)) return text;
    if (fallback == null || foreignLine == 0) {
      fallback = Charsets.likely(Arrays.copyOf(line, length));
      foreignLine = number;
    }
    return new String(line, 0, length, fallback);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(file), e);
    }
  }
}
