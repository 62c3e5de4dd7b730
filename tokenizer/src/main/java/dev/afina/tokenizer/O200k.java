package dev.afina.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many tokens of `o200k_base` a text has. Cut and joined by hand, because this is most of the
/// work on a large file; tests hold the count equal to JTokkit's and tiktoken's.
final class O200k {
  private static final String RANKS = "/com/knuddels/jtokkit/o200k_base.tiktoken";

  /// So many bytes are joined by hand. Longer pieces are rare, and the library's way for them does
  /// not take time by the square.
  private static final int LONGEST = 256;

  /// Words come again and again: the counts of those met last are kept, one for each place.
  private static final int BITS = 16;

  private static final int SHORT = 7;
  private static final int LONG = 15;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Ranks ranks =
      Ranks.read(Objects.requireNonNull(Encodings.class.getResourceAsStream(RANKS), RANKS));

  /// For each place two numbers, a character a byte: what a longer piece has before its last seven
  /// characters, and those, with the count in the lowest byte. Several threads may ask: they only
  /// take each other's places. One that reads between two writes must not take the halves of two
  /// pieces for one, so the first number is kept mixed with the second.
  private final AtomicLongArray known = new AtomicLongArray(2 << BITS);

  int count(String text) {
    Pieces pieces = new Pieces(text);
    int tokens = 0;
    for (int from = 0, to; from < text.length(); from = to) {
      to = pieces.end(from);
      tokens += ofPiece(text, from, to);
    }
    return tokens;
  }

  private int ofPiece(String text, int from, int to) {
    int middle = Math.max(from, to - SHORT);
    long first = packed(text, from, middle);
    long rest = packed(text, middle, to);
    if (to - from > LONG || first == 0 && middle > from || rest == 0)
      return joined(text.substring(from, to));
    int place = 2 * (int) ((first * 31 + rest) * GOLDEN >>> Long.SIZE - BITS);
    long kept = known.getOpaque(place + 1);
    if (kept >>> Byte.SIZE == rest && (known.getOpaque(place) ^ kept * GOLDEN) == first)
      return (int) kept & 0xFF;
    int tokens = joined(text.substring(from, to));
    kept = rest << Byte.SIZE | tokens;
    known.setOpaque(place, first ^ kept * GOLDEN);
    known.setOpaque(place + 1, kept);
    return tokens;
  }

  /// At most eight characters as one number; 0 if there is none, or one that a byte does not hold.
  private static long packed(String text, int from, int to) {
    long packed = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xFF) return 0;
      packed = packed << Byte.SIZE | c;
    }
    return packed;
  }

  private int joined(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST ? ranks.count(bytes) : Library.ONE.countTokensOrdinary(piece);
  }

  private static final class Library {
    static final Encoding ONE =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
