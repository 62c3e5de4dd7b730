package dev.afina.dataset.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which encoding bytes are in. Detectors of the usual libraries fail on short Spanish, so the
/// candidates are scored by what they turn the bytes into.
public final class Charsets {
  private Charsets() {}

  private static final String SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡€ºª«»–—…“”‘’·çÇàèò°";

  /// What no writer puts between two letters.
  private static final String NOT_INSIDE = "«»–—…“”‘€";

  public static boolean isUtf8(byte[] bytes, int length) {
    try {
      // A new decoder reports what it cannot decode; `new String` would put U+FFFD there.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// UTF-16 if the bytes begin with its mark, or every other one is zero; else `null`.
  public static @Nullable Charset wide(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
      return StandardCharsets.UTF_16;
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
      return StandardCharsets.UTF_16;
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == 0) zeros[i % 2]++;
    double half = Math.max(1, bytes.length / 2.0);
    if (zeros[1] / half > 0.3 && zeros[0] / half < 0.1) return StandardCharsets.UTF_16LE;
    return zeros[0] / half > 0.3 && zeros[1] / half < 0.1 ? StandardCharsets.UTF_16BE : null;
  }

  /// How many bytes at the beginning only say that the encoding is this one.
  public static int mark(byte[] bytes, Charset charset) {
    byte[] mark = "\uFEFF".getBytes(charset);
    return java.util.Arrays.mismatch(mark, bytes) == mark.length
            || java.util.Arrays.equals(mark, bytes)
        ? mark.length
        : 0;
  }

  /// The encoding of one byte a character that makes the best Spanish of bytes that are not UTF-8.
  public static Charset likely(byte[] bytes) {
    Charset best = Charset.forName("windows-1252");
    double highest = score(new String(bytes, best));
    for (String name : List.of("x-MacRoman", "IBM850")) {
      if (!Charset.isSupported(name)) continue;
      Charset candidate = Charset.forName(name);
      double score = score(new String(bytes, candidate));
      if (score <= highest) continue;
      highest = score;
      best = candidate;
    }
    return best;
  }

  /// As people and `iconv` call it.
  public static String name(Charset charset) {
    return switch (charset.name()) {
      case "x-MacRoman" -> "MacRoman";
      case "IBM850" -> "CP850";
      default -> charset.name();
    };
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
