package dev.afina.dataset.alike;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Of each text its rarest pieces, and which texts have them.
///
/// Two sets of which a share `t` is common have a common element among the first `n − ⌈t·n⌉ + 1` of
/// each, in any one order of all elements. Rarest first, few texts meet there. Pieces are counted
/// and found by a part of their hash: those that share it only make a text be compared in vain.
final class Prefixes {

  /// Places for counts, and for the heads of the chains, at most.
  private static final int MOST_PLACES = 1 << 20;

  /// One less than there are places.
  private final int mask;

  /// By rank, the places of a text's rarest pieces.
  private final int[][] prefixes;

  /// Where in [#ranks] those of a place begin.
  private final int[] starts;

  /// The ranks of the texts at each place, smallest first, and behind them one above all.
  private final int[] ranks;

  /// @param order texts as they are ranked
  Prefixes(Shingles[] all, int[] order, double threshold) {
    long pieces = 0;
    for (Shingles one : all) pieces += one.size();
    mask = Integer.highestOneBit(Math.clamp(pieces / 2, 1, MOST_PLACES)) - 1;
    int[] counts = new int[mask + 1];
    for (Shingles one : all) count(one, counts);
    starts = new int[counts.length];
    prefixes =
        IntStream.range(0, all.length)
            .parallel()
            .mapToObj(rank -> rarest(all[order[rank]].pieces(), counts, threshold))
            .toArray(int[][]::new);
    for (int[] prefix : prefixes) for (int place : prefix) starts[place]++;
    int entries = 0;
    for (int place = 0; place < counts.length; place++) {
      entries += starts[place] + 1;
      starts[place] = entries - 1;
    }
    ranks = new int[entries];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    for (int rank = prefixes.length - 1; rank >= 0; rank--)
      for (int place : prefixes[rank]) ranks[--starts[place]] = rank;
  }

  private void count(Shingles one, int[] counts) {
    for (long piece : one.pieces()) counts[place(piece)]++;
  }

  private int[] rarest(long[] pieces, int[] counts, double threshold) {
    long[] byCount = new long[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      int place = place(pieces[i]);
      byCount[i] = (long) counts[place] << 32 | place;
    }
    int length = pieces.length - NearDuplicates.atLeast(threshold * pieces.length) + 1;
    smallestFirst(byCount, length);
    int[] rarest = new int[length];
    for (int i = 0; i < length; i++) rarest[i] = (int) byCount[i];
    return rarest;
  }

  /// Brings the smallest so many to the front, in any order ([Hoare's
  /// FIND](https://doi.org/10.1145/366622.366647)).
  private static void smallestFirst(long[] values, int many) {
    int from = 0;
    int to = values.length - 1;
    while (from < to) {
      long middle = values[many - 1];
      int left = from;
      int right = to;
      while (left <= right) {
        while (values[left] < middle) left++;
        while (values[right] > middle) right--;
        if (left > right) break;
        long value = values[left];
        values[left++] = values[right];
        values[right--] = value;
      }
      if (right < many - 1) from = left;
      if (left > many - 1) to = right;
    }
  }

  private int place(long piece) {
    return (int) piece & mask;
  }

  /// The places of a text's rarest pieces.
  int[] of(int rank) {
    return prefixes[rank];
  }

  /// Where the entries of a place begin; an entry above all ranks ends them.
  int from(int place) {
    return starts[place];
  }

  int rank(int entry) {
    return ranks[entry];
  }
}
