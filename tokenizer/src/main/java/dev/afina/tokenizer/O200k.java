package dev.afina.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.afina.core.Recent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  private static final int BITS = 17;

  /// Bytes of a piece whose count is kept.
  private static final int KEPT = 15;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Ranks ranks =
      Ranks.read(Objects.requireNonNull(Encodings.class.getResourceAsStream(RANKS), RANKS));

  /// For each place two numbers: a piece's first eight bytes, and its others, with the count in the
  /// lowest byte. Several threads may ask: they only take each other's places. One that reads
  /// between two writes must not take the halves of two pieces for one, so the first number is kept
  /// mixed with the second.
  private final AtomicLongArray known = new AtomicLongArray(2 << BITS);

  private final Recent<Integer> texts = new Recent<>(this::counted);

  int count(String text) {
    return texts.of(text);
  }

  private int counted(String text) {
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(written, written.length + 1 + KEPT); // eight may be read anywhere
    bytes[written.length] = Pieces.END;
    Pieces pieces = new Pieces(bytes);
    int tokens = 0;
    for (int from = 0, to; from < written.length; from = to) {
      to = pieces.end(from);
      tokens += ofPiece(bytes, from, to);
    }
    return tokens;
  }

  private int ofPiece(byte[] text, int from, int to) {
    int length = to - from;
    if (length > KEPT || text[to - 1] == 0) return joined(text, from, to);
    long first = first((long) EIGHT.get(text, from), length);
    long rest =
        length <= Long.BYTES
            ? 0
            : first((long) EIGHT.get(text, from + Long.BYTES), length - Long.BYTES);
    int place = 2 * (int) ((first * 31 + rest) * GOLDEN >>> Long.SIZE - BITS);
    long kept = known.getOpaque(place + 1);
    if (kept >>> Byte.SIZE == rest && (known.getOpaque(place) ^ kept * GOLDEN) == first)
      return (int) kept & 0xFF;
    int tokens = joined(text, from, to);
    kept = rest << Byte.SIZE | tokens;
    known.setOpaque(place, first ^ kept * GOLDEN);
    known.setOpaque(place + 1, kept);
    return tokens;
  }

  /// The first so many of eight bytes.
  private static long first(long eight, int bytes) {
    return bytes >= Long.BYTES ? eight : eight & (1L << bytes * Byte.SIZE) - 1;
  }

  private int joined(byte[] text, int from, int to) {
    return to - from <= LONGEST
        ? ranks.count(Arrays.copyOfRange(text, from, to))
        : Library.ONE.countTokensOrdinary(
            new String(text, from, to - from, StandardCharsets.UTF_8));
  }

  private static final class Library {
    static final Encoding ONE =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
