package dev.afina.dataset;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form in which sentences are compared: case, accents, punctuation and spaces do not count.
/// Digits do, because «talla 38» and «talla 40» are two sentences.
public final class Normal {
  private Normal() {}

  public static String of(String text) {
    return isAscii(text)
        ? ofAscii(text)
        : of(text, Normalizer.normalize(text, Normalizer.Form.NFKD));
  }

  /// Most letters of most texts.
  private static String ofAscii(String text) {
    byte[] words = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    boolean space = false;
    for (byte c : words) {
      byte small = Kind.SMALL[c];
      if (small == Kind.NONE) {
        space = true;
        continue;
      }
      if (space && length > 0) words[length++] = ' ';
      space = false;
      words[length++] = small;
    }
    return length == 0 ? text.strip() : new String(words, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String of(String text, String plain) {
    char[] words = new char[plain.length()];
    int length = 0;
    boolean space = false;
    for (int i = 0; i < plain.length(); i++) {
      int c = plain.charAt(i);
      if (Character.isHighSurrogate((char) c)) {
        c = plain.codePointAt(i);
        i += Character.charCount(c) - 1;
      }
      switch (Kind.of(c)) {
        case MARK -> {}
        case BETWEEN -> space = true;
        case WORD -> {
          if (space && length > 0) words[length++] = ' ';
          space = false;
          length += Character.toChars(c, words, length);
        }
      }
    }
    return length == 0 ? text.strip() : new String(words, 0, length).toLowerCase(Locale.ROOT);
  }

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /// As typed on a telephone; ñ is a letter of its own and stays.
  public static String withoutAccents(String text) {
    String kept = text.replace('ñ', '\u0001').replace('Ñ', '\u0002');
    String plain = MARKS.matcher(Normalizer.normalize(kept, Normalizer.Form.NFD)).replaceAll("");
    return plain.replace('\u0001', 'ñ').replace('\u0002', 'Ñ');
  }

  private enum Kind {
    MARK,
    BETWEEN,
    WORD;

    private static final Kind[] ASCII = new Kind[0x80];

    /// The small letter of each letter, the same of what has none, [#NONE] between words.
    private static final byte[] SMALL = new byte[ASCII.length];

    private static final byte NONE = -1;

    static {
      for (int c = 0; c < ASCII.length; c++) {
        ASCII[c] = byType(c);
        SMALL[c] = ASCII[c] == WORD ? (byte) Character.toLowerCase(c) : NONE;
      }
    }

    static Kind of(int c) {
      return c < ASCII.length ? ASCII[c] : byType(c);
    }

    private static Kind byType(int c) {
      if (c == ' ' || c >= '\t' && c <= '\r') return BETWEEN;
      return switch (Character.getType(c)) {
        case Character.NON_SPACING_MARK,
            Character.COMBINING_SPACING_MARK,
            Character.ENCLOSING_MARK ->
            MARK;
        case Character.CONNECTOR_PUNCTUATION,
            Character.DASH_PUNCTUATION,
            Character.START_PUNCTUATION,
            Character.END_PUNCTUATION,
            Character.INITIAL_QUOTE_PUNCTUATION,
            Character.FINAL_QUOTE_PUNCTUATION,
            Character.OTHER_PUNCTUATION ->
            BETWEEN;
        default -> WORD;
      };
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0x7F) return false;
    return true;
  }
}
