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

  /// Words come again and again: the counts of short ones met last are kept, one for each place.
  private static final int BITS = 16;

  private static final int SHORT = 7;

  private final Ranks ranks =
      Ranks.read(Objects.requireNonNull(Encodings.class.getResourceAsStream(RANKS), RANKS));

  /// The characters of a piece, a byte each, and its count in the lowest byte. Several threads may
  /// ask: they only take each other's places.
  private final AtomicLongArray known = new AtomicLongArray(1 << BITS);

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
    if (to - from > SHORT) return joined(text.substring(from, to));
    long characters = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xFF) return joined(text.substring(from, to));
      characters = characters << Byte.SIZE | c;
    }
    int place = (int) (characters * 0x9E3779B97F4A7C15L >>> Long.SIZE - BITS);
    long kept = known.getOpaque(place);
    if (kept >>> Byte.SIZE == characters) return (int) kept & 0xFF;
    int tokens = joined(text.substring(from, to));
    known.setOpaque(place, characters << Byte.SIZE | tokens);
    return tokens;
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
