package dev.afina.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;

/// Which bytes are a token, and the rank of each: the lower, the earlier two neighbours become one.
/// All tokens lie one behind the other in one array, so that a question costs few looks into
/// memory.
final class Ranks {
  private static final int NONE = Integer.MAX_VALUE;
  private static final int BITS = 19;

  private final byte[] bytes;

  /// Where each token ends in `bytes`; it begins where the one before it ends.
  private final int[] ends;

  /// A token's rank plus one at the first free place from its hash on.
  private final int[] places = new int[1 << BITS];

  private Ranks(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
    for (int rank = 0; rank < ends.length; rank++) {
      int place = place(bytes, begin(rank), ends[rank]);
      while (places[place] != 0) place = place + 1 & places.length - 1;
      places[place] = rank + 1;
    }
  }

  /// Reads tiktoken's form: a token in Base64, a space and its rank a line, ranks from 0 on.
  static Ranks read(InputStream file) {
    try (file) {
      byte[] text = file.readAllBytes();
      byte[] bytes = new byte[text.length];
      int[] ends = new int[1 << BITS - 1];
      int tokens = 0;
      int length = 0;
      for (int from = 0, space; from < text.length; from = lineEnd(text, space) + 1) {
        space = from;
        while (text[space] != ' ') space++;
        byte[] token = Base64.getDecoder().decode(Arrays.copyOfRange(text, from, space));
        System.arraycopy(token, 0, bytes, length, token.length);
        length += token.length;
        ends[tokens++] = length;
      }
      return new Ranks(Arrays.copyOf(bytes, length), Arrays.copyOf(ends, tokens));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lineEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') at++;
    return at;
  }

  /// How many tokens a piece of text becomes: its neighbours of the lowest rank are joined, again
  /// and again. Takes time by the square of its length.
  int count(byte[] piece) {
    if (rank(piece, 0, piece.length) != NONE) return 1;
    int parts = piece.length;
    int[] starts = new int[parts + 2];
    int[] joined = new int[parts];
    for (int i = 0; i < starts.length; i++) starts[i] = Math.min(i, parts);
    for (int i = 0; i + 1 < parts; i++) joined[i] = rank(piece, i, i + 2);
    while (parts > 1) {
      int best = 0;
      for (int i = 1; i + 1 < parts; i++) if (joined[i] < joined[best]) best = i;
      if (joined[best] == NONE) break;
      System.arraycopy(starts, best + 2, starts, best + 1, starts.length - best - 2);
      System.arraycopy(joined, best + 1, joined, best, joined.length - best - 1);
      parts--;
      for (int i = Math.max(0, best - 1); i <= best && i + 1 < parts; i++)
        joined[i] = rank(piece, starts[i], starts[i + 2]);
    }
    return parts;
  }

  private int rank(byte[] piece, int from, int to) {
    int place = place(piece, from, to);
    for (int rank; (rank = places[place] - 1) >= 0; place = place + 1 & places.length - 1)
      if (Arrays.equals(bytes, begin(rank), ends[rank], piece, from, to)) return rank;
    return NONE;
  }

  private int begin(int rank) {
    return rank == 0 ? 0 : ends[rank - 1];
  }

  private static int place(byte[] piece, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) hash = 31 * hash + piece[i];
    return hash * 0x9E3779B1 >>> Integer.SIZE - BITS;
  }
}
