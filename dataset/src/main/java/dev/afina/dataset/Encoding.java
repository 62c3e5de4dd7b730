package dev.afina.dataset;

import dev.afina.core.FileProblem;
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
/// encoding it probably has. Detectors of the usual libraries fail on short Spanish, so the
/// candidates are scored by what they turn the bytes into.
final class Encoding {
  private Encoding() {}

  private static final String SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡€ºª«»–—…“”‘’·çÇàèò°";

  /// What no writer puts between two letters.
  private static final String NOT_INSIDE = "«»–—…“”‘€";

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
    Optional<String> wide = utf16(bytes);
    if (wide.isPresent()) return wide.get();
    String best = "windows-1252";
    double highest = score(new String(bytes, Charset.forName(best)));
    for (String candidate : List.of("x-MacRoman", "IBM850")) {
      if (!Charset.isSupported(candidate)) continue;
      double score = score(new String(bytes, Charset.forName(candidate)));
      if (score <= highest) continue;
      highest = score;
      best = candidate;
    }
    return switch (best) {
      case "x-MacRoman" -> "MacRoman";
      case "IBM850" -> "CP850";
      default -> best;
    };
  }

  /// UTF-16 has its mark in front, or a zero in every other byte.
  private static Optional<String> utf16(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
      return Optional.of("UTF-16LE");
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
      return Optional.of("UTF-16BE");
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == 0) zeros[i % 2]++;
    double half = Math.max(1, bytes.length / 2.0);
    if (zeros[1] / half > 0.3) return Optional.of("UTF-16LE");
    return zeros[0] / half > 0.3 ? Optional.of("UTF-16BE") : Optional.empty();
  }

  /// Mean over the characters beyond ASCII (+1 usual in Spanish, −2 not), less one for each that
  /// stands where nobody writes it: a capital with accent, or a quote, inside a word.
  private static double score(String text) {
    int beyond = 0;
    double sum = 0;
    int odd = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) continue;
      beyond++;
      sum += SPANISH.indexOf(c) >= 0 ? 1 : -2;
      boolean inside = i > 0 && i + 1 < text.length();
      if (!inside) continue;
      char before = text.charAt(i - 1);
      char after = text.charAt(i + 1);
      boolean shouting =
          Character.isUpperCase(c) && Character.isLowerCase(before) && Character.isLowerCase(after);
      boolean quote =
          NOT_INSIDE.indexOf(c) >= 0 && Character.isLetter(before) && Character.isLetter(after);
      if (shouting || quote) odd++;
    }
    return beyond == 0 ? 0 : sum / beyond - odd;
  }
}
