package dev.afina.dataset.alike;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Of each text its rarest pieces, and which texts have them.
///
/// Two sets of which a share `t` is common have a common element among the first `n − ⌈t·n⌉ + 1` of
/// each, in any one order of all elements. Rarest first, few texts meet there. Pieces are counted
/// and found by a part of their hash: those that share it only make a text be compared in vain.
final class Prefixes {

  /// Places for counts, and for the heads of the chains.
  private static final int BITS = 20;

  private final int[][] prefixes;

  /// For each place a chain of entries, the newest first.
  private final int[] heads = new int[1 << BITS];

  private int[] texts = new int[1 << 10];
  private int[] nexts = new int[1 << 10];
  private int size;

  Prefixes(Shingles[] all, double threshold) {
    int[] counts = new int[1 << BITS];
    for (Shingles one : all) for (long piece : one.pieces()) counts[place(piece)]++;
    prefixes =
        IntStream.range(0, all.length)
            .parallel()
            .mapToObj(i -> rarest(all[i].pieces(), counts, threshold))
            .toArray(int[][]::new);
    Arrays.fill(heads, -1);
  }

  private static int[] rarest(long[] pieces, int[] counts, double threshold) {
    long[] byCount = new long[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      int place = place(pieces[i]);
      byCount[i] = (long) counts[place] << 32 | place;
    }
    Arrays.sort(byCount);
    int length = pieces.length - NearDuplicates.atLeast(threshold * pieces.length) + 1;
    int[] rarest = new int[length];
    for (int i = 0; i < length; i++) rarest[i] = (int) byCount[i];
    return rarest;
  }

  private static int place(long piece) {
    return (int) piece & (1 << BITS) - 1;
  }

  /// The places of a text's rarest pieces.
  int[] of(int text) {
    return prefixes[text];
  }

  void index(int text) {
    for (int place : prefixes[text]) {
      if (size == texts.length) {
        texts = Arrays.copyOf(texts, size * 2);
        nexts = Arrays.copyOf(nexts, size * 2);
      }
      texts[size] = text;
      nexts[size] = heads[place];
      heads[place] = size++;
    }
  }

  /// The newest entry at a place; −1 if there is none.
  int first(int place) {
    return heads[place];
  }

  int next(int entry) {
    return nexts[entry];
  }

  int text(int entry) {
    return texts[entry];
  }
}
