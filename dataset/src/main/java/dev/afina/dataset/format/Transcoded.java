package dev.afina.dataset.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Bytes in another encoding, read as UTF-8.
final class Transcoded extends InputStream {
  private final Reader reader;
  private final char[] characters = new char[1 << 13];
  private byte[] bytes = {};
  private int position;
  private int held;

  Transcoded(InputStream in, Charset charset) {
    this.reader = new InputStreamReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return position < bytes.length || fill() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    if (position == bytes.length && !fill()) return -1;
    int n = Math.min(wanted, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, n);
    position += n;
    return n;
  }

  private boolean fill() throws IOException {
    int n = reader.read(characters, held, characters.length - held);
    int available = held + Math.max(n, 0);
    if (available == 0) return false;
    // Half a surrogate pair waits for its other half.
    boolean half = n > 0 && Character.isHighSurrogate(characters[available - 1]);
    int used = half ? available - 1 : available;
    bytes = new String(characters, 0, used).getBytes(StandardCharsets.UTF_8);
    held = available - used;
    if (held > 0) characters[0] = characters[available - 1];
    position = 0;
    return bytes.length > 0 || fill();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
