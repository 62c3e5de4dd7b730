package dev.afina.tokenizer;

/// Cuts a text where OpenAI's `o200k_base` cuts it before it joins bytes to tokens. By hand what
/// the encoding's pattern says, because an engine for patterns takes longer than all the rest:
///
/// ```
/// [^\r\n\p{L}\p{N}]?[UB]*[LB]+('s|'t|'re|'ve|'m|'ll|'d)?     U: Lu, Lt   L: Ll   B: Lm, Lo, M
/// [^\r\n\p{L}\p{N}]?[UB]+[LB]*('s|'t|'re|'ve|'m|'ll|'d)?
/// \p{N}{1,3}
///  ?[^\s\p{L}\p{N}]+[\r\n/]*
/// \s*[\r\n]+
/// \s+(?!\S)
/// \s+
/// ```
///
/// The first that fits counts. A test holds it to the pattern on fuzzed text.
final class Pieces {
  private static final byte UPPER = 1;
  private static final byte LOWER = 2;

  /// Letters without case.
  private static final byte LETTER = 3;

  /// Marks count as letters within a word and as signs in front of it.
  private static final byte MARK = 4;

  private static final byte NUMBER = 5;
  private static final byte SPACE = 6;
  private static final byte LINE_END = 7;
  private static final byte OTHER = 8;

  private static final byte[] KINDS = kinds();

  private static byte[] kinds() {
    byte[] kinds = new byte[1 << 16];
    for (int c = 0; c < kinds.length; c++) kinds[c] = byType(c);
    return kinds;
  }

  private final String text;

  Pieces(String text) {
    this.text = text;
  }

  /// Where the piece that begins at `from` ends.
  int end(int from) {
    byte first = kind(from);
    int second = next(from);
    boolean leads = first >= MARK && first != NUMBER && first != LINE_END;
    int end = leads ? word(second) : -1;
    if (end < 0) end = word(from);
    if (end < 0 && leads) end = capitals(second);
    if (end < 0) end = capitals(from);
    if (end >= 0) return suffix(end);
    if (first == NUMBER) return numbers(from);
    boolean spaced = text.charAt(from) == ' ' && isSign(second);
    if (spaced || isSign(from)) return signs(spaced ? second : from);
    return spaces(from);
  }

  /// `[UB]*[LB]+`: capitals, then small letters; without small ones up to the last letter that is
  /// neither.
  private int word(int from) {
    int at = from;
    int neither = -1;
    while (isUpper(at)) {
      if (kind(at) != UPPER) neither = next(at);
      at = next(at);
    }
    if (!isLower(at)) return neither;
    while (isLower(at)) at = next(at);
    return at;
  }

  /// `[UB]+[LB]*`, where there are no small letters.
  private int capitals(int from) {
    int at = from;
    while (isUpper(at)) at = next(at);
    if (at == from) return -1;
    while (isLower(at)) at = next(at);
    return at;
  }

  private int suffix(int end) {
    if (end + 1 >= text.length() || text.charAt(end) != '\'') return end;
    char one = Character.toLowerCase(text.charAt(end + 1));
    char two = end + 2 < text.length() ? Character.toLowerCase(text.charAt(end + 2)) : 0;
    return switch (one) {
      case 's', 't', 'm', 'd', '\u017F' -> end + 2; // the last is an s of old prints
      case 'r', 'v' -> two == 'e' ? end + 3 : end;
      case 'l' -> two == 'l' ? end + 3 : end;
      default -> end;
    };
  }

  private int numbers(int from) {
    int at = from;
    for (int n = 0; n < 3 && kind(at) == NUMBER; n++) at = next(at);
    return at;
  }

  private int signs(int from) {
    int at = from;
    while (isSign(at)) at = next(at);
    while (kind(at) == LINE_END || at < text.length() && text.charAt(at) == '/') at++;
    return at;
  }

  /// Up to the last line end; else all but the space in front of the next word; else all.
  private int spaces(int from) {
    int at = from;
    int lines = -1;
    while (kind(at) == SPACE || kind(at) == LINE_END) {
      if (kind(at) == LINE_END) lines = at + 1;
      at++;
    }
    if (lines >= 0) return lines;
    return at == text.length() || at - from == 1 ? at : at - 1;
  }

  private boolean isUpper(int at) {
    byte kind = kind(at);
    return kind == UPPER || kind == LETTER || kind == MARK;
  }

  private boolean isLower(int at) {
    byte kind = kind(at);
    return kind == LOWER || kind == LETTER || kind == MARK;
  }

  private boolean isSign(int at) {
    byte kind = kind(at);
    return kind == OTHER || kind == MARK;
  }

  private int next(int at) {
    if (at >= text.length()) return at;
    boolean pair =
        Character.isHighSurrogate(text.charAt(at))
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    return pair ? at + 2 : at + 1;
  }

  /// 0 behind the end.
  private byte kind(int at) {
    if (at >= text.length()) return 0;
    char c = text.charAt(at);
    return Character.isSurrogate(c) ? byType(text.codePointAt(at)) : KINDS[c];
  }

  private static byte byType(int c) {
    if (c == '\r' || c == '\n') return LINE_END;
    if (c >= '\t' && c <= '\r' || c == 0x85) return SPACE;
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
      case Character.LOWERCASE_LETTER -> LOWER;
      case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LETTER;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          MARK;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default -> OTHER;
    };
  }
}
