package dev.afina.dataset;

import dev.afina.core.FileProblem;
import dev.afina.dataset.text.Charsets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Text files are UTF-8, with or without a byte-order mark. One that is not gets a finding with the
/// encoding it probably has.
final class Encoding {
  private Encoding() {}

  /// The text of a file, or nothing and a finding.
  ///
  /// @throws dev.afina.core.Refused if the file cannot be read at all
  static Optional<String> read(Path file, String name, List<DatasetProblem> findings) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
    Optional<String> text = strictUtf8(bytes, 0, bytes.length).map(Encoding::withoutMark);
    if (text.isEmpty())
      findings.add(new DatasetProblem.WrongEncoding(name, firstBadLine(bytes), likely(bytes)));
    return text;
  }

  private static Optional<String> strictUtf8(byte[] bytes, int from, int to) {
    try {
      // A new decoder reports what it cannot decode; `new String` would put U+FFFD there.
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static int firstBadLine(byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i < bytes.length && bytes[i] != '\n') continue;
      if (strictUtf8(bytes, start, i).isEmpty()) return line;
      start = i + 1;
      line++;
    }
    return 1;
  }

  static String likely(byte[] bytes) {
    Charset wide = Charsets.wide(bytes);
    if (wide == null) return Charsets.name(Charsets.likely(bytes));
    boolean bigEndian = wide == StandardCharsets.UTF_16BE || bytes[0] == (byte) 0xFE;
    return bigEndian ? "UTF-16BE" : "UTF-16LE";
  }
}
