package dev.afina.dataset.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes a wrong decoding: `EspaÃ±a` becomes `España`, also where it happened twice. The algorithm
/// of [ftfy](https://github.com/rspeer/python-ftfy) 6.3.1 (`fix_encoding`; Robyn Speer,
/// Apache-2.0), which leaves text alone that does not look damaged.
public final class Mojibake {
  private Mojibake() {}

  /// How many places of the text look damaged; 0 for text as people write it.
  public static int badness(String text) {
    return Badness.of(text);
  }

  /// The text as it was meant, line by line; the same text if nothing is wrong with it.
  public static String repair(String text) {
    if (!Badness.isBad(text)) return text;
    StringBuilder repaired = new StringBuilder(text.length());
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      repaired.append(line(text.substring(from, end))).append('\n');
      from = end + 1;
    }
    return repaired.append(line(text.substring(from))).toString();
  }

  /// Steps until none changes anything. Each one undoes a decoding and so shortens the text, or
  /// takes control characters out of it: it ends.
  private static String line(String text) {
    String before;
    String after = text;
    do {
      before = after;
      after = step(before);
    } while (!after.equals(before));
    return after;
  }

  private static String step(String text) {
    if (!Badness.isBad(text)) return text;
    boolean latin1 = false;
    for (SingleByte encoding : SingleByte.ALL) {
      Optional<byte[]> encoded = encoding.encode(text);
      if (encoded.isEmpty()) continue;
      latin1 |= encoding.name.equals("ISO-8859-1");
      Optional<String> decoded = utf8(restored(encoded.get(), encoding));
      if (decoded.isPresent()) return decoded.get();
    }
    String mixed = onlyDamagedParts(text);
    if (!mixed.equals(text)) return mixed;
    if (latin1) {
      String windows = asWindows1252(text);
      if (!windows.equals(text)) return windows;
    }
    return C1.matcher(text).replaceAll(one -> Matcher.quoteReplacement(windows1252(one.group())));
  }

  private static final Pattern C1 = Pattern.compile("[\\u0080-\\u009f]");

  private static final SingleByte WINDOWS_1252 = SingleByte.ALL.get(1);

  private static String windows1252(String latin1) {
    return WINDOWS_1252.decode(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// All of the text, unless it has a byte that no Windows ever wrote.
  private static String asWindows1252(String text) {
    return text.matches("(?s).*[\\u0081\\u008d\\u008f\\u0090\\u009d].*") ? text : windows1252(text);
  }

  // Bytes are looked at as characters of Latin-1, one each, so that patterns can be used on them.

  private static final Pattern A_GRAVE_WORD = Pattern.compile("\u00c3 (?! |quele|quela|quilo|s )");

  /// UTF-8 in which somebody took the byte A0 for a space.
  private static final Pattern ALTERED =
      Pattern.compile(
          "[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9] "
              + "|[\u00e2\u00e3] [\u0080-\u0084\u0086-\u009f\u00a1-\u00bf]"
              + "|[\u00e0-\u00e3][\u0080-\u0084\u0086-\u009f\u00a1-\u00bf] "
              + "|\u00f0 [\u0080-\u00bf][\u0080-\u00bf]"
              + "|\u00f0[\u0080-\u00bf] [\u0080-\u00bf]"
              + "|\u00f0[\u0080-\u00bf][\u0080-\u00bf] ");

  /// UTF-8 of which a byte was lost and became 1A, or a question mark.
  private static final Pattern LOSSY =
      Pattern.compile(
          "[\u00c2-\u00df]\u001a"
              + "|[\u00c2-\u00c3][?]"
              + "|\u00ed[\u00a0-\u00af][\u001a?]\u00ed[\u00b0-\u00bf][\u001a?\u0080-\u00bf]"
              + "|\u00ed[\u00a0-\u00af][\u001a?\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\u001a?]"
              + "|[\u00e0-\u00ef][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00e0-\u00ef][\u001a\u0080-\u00bf][\u001a?]"
              + "|[\u00f0-\u00f4][\u001a?][\u001a\u0080-\u00bf][\u001a\u0080-\u00bf]"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf][\u001a\u0080-\u00bf][\u001a?]"
              + "|\u001a");

  private static final String REPLACEMENT_IN_UTF8 = "\u00ef\u00bf\u00bd";

  private static String restored(byte[] encoded, SingleByte encoding) {
    String bytes = new String(encoded, StandardCharsets.ISO_8859_1);
    // In MacRoman an en dash and a space would be taken for it.
    if (!encoding.name.equals("x-MacRoman") && ALTERED.matcher(bytes).find()) {
      bytes = A_GRAVE_WORD.matcher(bytes).replaceAll("\u00c3\u00a0 ");
      bytes = ALTERED.matcher(bytes).replaceAll(one -> one.group().replace(' ', '\u00a0'));
    }
    return encoding.sloppy ? LOSSY.matcher(bytes).replaceAll(REPLACEMENT_IN_UTF8) : bytes;
  }

  /// Strict UTF-8, except that a character beyond the basic plane may be written as two surrogates
  /// (CESU-8), and zero as two bytes, as Java does.
  private static Optional<String> utf8(String bytes) {
    boolean variant = bytes.indexOf('\u00ed') >= 0 || bytes.indexOf('\u00c0') >= 0;
    String plain = variant ? withoutVariants(bytes) : bytes;
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(plain.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static final Pattern CESU =
      Pattern.compile(
          "\u00ed([\u00a0-\u00af])([\u0080-\u00bf])\u00ed([\u00b0-\u00bf])([\u0080-\u00bf])");

  private static String withoutVariants(String bytes) {
    return CESU.matcher(bytes.replace("\u00c0\u0080", "\0"))
        .replaceAll(pair -> {
          int high =
              0xd000 | (pair.group(1).charAt(0) & 0x3f) << 6 | pair.group(2).charAt(0) & 0x3f;
          int low = 0xd000 | (pair.group(3).charAt(0) & 0x3f) << 6 | pair.group(4).charAt(0) & 0x3f;
          byte[] one =
              Character.toString(Character.toCodePoint((char) high, (char) low))
                  .getBytes(StandardCharsets.UTF_8);
          return Matcher.quoteReplacement(new String(one, StandardCharsets.ISO_8859_1));
        });
  }

  private static final Pattern EMBEDDED = embedded();

  private static Pattern embedded() {
    CharacterClasses clues = CharacterClasses.read("clues.txt");
    return Pattern.compile(
        clues.expand(
            "(?<![{utf8_continuation_strict}])"
                + "(?:[{utf8_first_of_2}][{utf8_continuation}]"
                + "|[{utf8_first_of_3}][{utf8_continuation}]{2}"
                + "|[{utf8_first_of_4}][{utf8_continuation}]{3})+"));
  }

  /// Repairs runs that look like UTF-8 within a text that is otherwise right. A run must be shorter
  /// than the text, or this would call itself for ever.
  private static String onlyDamagedParts(String text) {
    return EMBEDDED
        .matcher(text)
        .replaceAll(run -> {
          String part = run.group();
          boolean damaged = part.length() < text.length() && Badness.isBad(part);
          return Matcher.quoteReplacement(damaged ? line(part) : part);
        });
  }
}
