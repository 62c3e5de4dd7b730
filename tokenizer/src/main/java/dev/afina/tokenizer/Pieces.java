package dev.afina.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
  private static final int UPPER = 1;
  private static final int LOWER = 1 << 1;

  /// Letters without case.
  private static final int LETTER = 1 << 2;

  /// Marks count as letters within a word and as signs in front of it.
  private static final int MARK = 1 << 3;

  private static final int NUMBER = 1 << 4;
  private static final int SPACE = 1 << 5;
  private static final int LINE_END = 1 << 6;
  private static final int OTHER = 1 << 7;

  private static final int UPPERS = UPPER | LETTER | MARK;
  private static final int LOWERS = LOWER | LETTER | MARK;
  private static final int SIGNS = OTHER | MARK;
  private static final int BLANKS = SPACE | LINE_END;

  /// What may stand in front of a word and belong to it.
  private static final int LEADS = MARK | SPACE | OTHER;

  /// No byte of UTF-8.
  static final byte END = -1;

  private static final byte[] KINDS = kinds();

  private static byte[] kinds() {
    byte[] kinds = new byte[1 << 16];
    for (int c = 0; c < kinds.length; c++) kinds[c] = (byte) byType(c);
    return kinds;
  }

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] text;

  /// @param text in UTF-8, and behind it an [#END] and eight other bytes
  Pieces(byte[] text) {
    this.text = text;
  }

  /// Where the piece that begins at the byte `from` ends.
  int end(int from) {
    int end = plainWord(from);
    return end >= 0 ? end : anyPiece(from);
  }

  /// Most pieces are a word of a to z, perhaps with a capital or a sign in front: eight of its
  /// letters are seen at once. −1 if this is none, or if something behind it may belong to it.
  private int plainWord(int from) {
    byte first = text[from];
    if (first < 0 || !is(KINDS[first], UPPER | LOWER | LEADS)) return -1;
    int at = from + 1;
    int more;
    do {
      more = smallLetters((long) EIGHT.get(text, at));
      at += more;
    } while (more == Long.BYTES);
    boolean ends = text[at] >= 0 && text[at] != '\'';
    return ends && at > from + 1 ? at : -1;
  }

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = ONES << 7;

  /// How many of eight bytes are a to z before the first that is not. Each byte's top bit tells.
  private static int smallLetters(long eight) {
    long low = eight & ~TOPS;
    long fromA = low + ONES * (0x80 - 'a');
    long behindZ = low + ONES * (0x80 - 'z' - 1);
    long others = ~(fromA & ~behindZ & ~eight) & TOPS;
    return Long.numberOfTrailingZeros(others) >> 3;
  }

  private int anyPiece(int from) {
    int first = kind(from);
    int second = next(from);
    boolean leads = is(first, LEADS);
    int end = leads ? word(second) : -1;
    if (end < 0) end = word(from);
    if (end < 0 && leads) end = capitals(second);
    if (end < 0) end = capitals(from);
    if (end >= 0) return suffix(end);
    if (first == NUMBER) return numbers(from);
    boolean spaced = text[from] == ' ' && is(kind(second), SIGNS);
    if (spaced || is(first, SIGNS)) return signs(spaced ? second : from);
    return spaces(from);
  }

  /// `[UB]*[LB]+`: capitals, then small letters; without small ones up to the last letter that is
  /// neither.
  private int word(int from) {
    int at = from;
    int neither = -1;
    int kind = kind(at);
    for (; is(kind, UPPERS); kind = kind(at)) {
      at = next(at);
      if (kind != UPPER) neither = at;
    }
    if (!is(kind, LOWERS)) return neither;
    while (is(kind(at), LOWERS)) at = next(at);
    return at;
  }

  /// `[UB]+[LB]*`, where there are no small letters.
  private int capitals(int from) {
    int at = from;
    while (is(kind(at), UPPERS)) at = next(at);
    if (at == from) return -1;
    while (is(kind(at), LOWERS)) at = next(at);
    return at;
  }

  private int suffix(int end) {
    if (text[end] != '\'') return end;
    return switch (small(end + 1)) {
      case 's', 't', 'm', 'd' -> end + 2;
      case 'r', 'v' -> small(end + 2) == 'e' ? end + 3 : end;
      case 'l' -> small(end + 2) == 'l' ? end + 3 : end;
      case LEAD_OF_LONG_S -> text[end + 2] == REST_OF_LONG_S ? end + 3 : end;
      default -> end;
    };
  }

  /// U+017F, an s of old prints.
  private static final byte LEAD_OF_LONG_S = (byte) 0xC5;

  private static final byte REST_OF_LONG_S = (byte) 0xBF;

  /// A letter of ASCII without its case; other bytes as they are.
  private byte small(int at) {
    byte one = text[at];
    return one >= 'A' && one <= 'Z' ? (byte) (one + 'a' - 'A') : one;
  }

  private int numbers(int from) {
    int at = from;
    for (int n = 0; n < 3 && kind(at) == NUMBER; n++) at = next(at);
    return at;
  }

  private int signs(int from) {
    int at = from;
    while (is(kind(at), SIGNS)) at = next(at);
    while (kind(at) == LINE_END || text[at] == '/') at++;
    return at;
  }

  /// Up to the last line end; else all but the space in front of the next word; else all.
  private int spaces(int from) {
    int at = from;
    int last = from;
    int lines = -1;
    for (int kind = kind(at); is(kind, BLANKS); kind = kind(at)) {
      last = at;
      at = next(at);
      if (kind == LINE_END) lines = at;
    }
    if (lines >= 0) return lines;
    return text[at] == END || last == from ? at : last;
  }

  private static boolean is(int kind, int some) {
    return (kind & some) != 0;
  }

  private int next(int at) {
    byte lead = text[at];
    return lead >= 0 ? at + 1 : at + bytes(lead);
  }

  /// How many bytes the character has whose first is this one, which is not of ASCII.
  private static int bytes(byte lead) {
    if (lead == END) return 0;
    return lead < (byte) 0xE0 ? 2 : lead < (byte) 0xF0 ? 3 : 4;
  }

  /// 0 behind the end.
  private int kind(int at) {
    byte one = text[at];
    return one >= 0 ? KINDS[one] & 0xFF : far(at);
  }

  /// The kind of a character that is not of ASCII.
  private int far(int at) {
    byte lead = text[at];
    return switch (bytes(lead)) {
      case 0 -> 0;
      case 2 -> KINDS[(lead & 0x1F) << 6 | rest(at + 1)] & 0xFF;
      case 3 -> KINDS[(lead & 0x0F) << 12 | rest(at + 1) << 6 | rest(at + 2)] & 0xFF;
      default ->
          byType((lead & 0x07) << 18 | rest(at + 1) << 12 | rest(at + 2) << 6 | rest(at + 3));
    };
  }

  private int rest(int at) {
    return text[at] & 0x3F;
  }

  private static int byType(int c) {
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
