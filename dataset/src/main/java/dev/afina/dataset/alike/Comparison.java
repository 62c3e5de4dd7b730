package dev.afina.dataset.alike;

import dev.afina.dataset.alike.NearDuplicates.Pair;
import java.util.List;
import java.util.stream.IntStream;

/// Compares two texts at a time, exactly, after a look at their sketches.
///
/// A sketch is a thousand bits, each piece setting one. Bits that only one of two texts has are
/// pieces the other lacks, so most pairs are out after sixteen words ([Sandes, Teodoro, Melo
/// 2020](https://doi.org/10.1016/j.is.2019.101449)).
final class Comparison {
  private static final int WORDS = 16;

  private final Shingles[] all;
  private final double threshold;
  private final long[][] sketches;

  Comparison(Shingles[] all, double threshold) {
    this.all = all;
    this.threshold = threshold;
    sketches =
        IntStream.range(0, all.length)
            .parallel()
            .mapToObj(text -> sketch(all[text]))
            .toArray(long[][]::new);
  }

  private static long[] sketch(Shingles text) {
    long[] sketch = new long[WORDS];
    for (long piece : text.pieces()) {
      int bit = (int) (piece >>> 54); // the upper ten bits
      sketch[bit >> 6] |= 1L << bit;
    }
    return sketch;
  }

  /// Adds two texts, `first < second`, if they are alike enough.
  void compare(int first, int second, List<Pair> pairs) {
    Shingles a = all[first];
    Shingles b = all[second];
    int most = a.size() + b.size() - different(sketches[first], sketches[second]) >> 1;
    if (most < needed(a.size() + b.size())) return;
    double similarity = a.similarity(b);
    if (similarity >= threshold) pairs.add(new Pair(first, second, similarity));
  }

  private static int different(long[] a, long[] b) {
    int different = 0;
    for (int i = 0; i < WORDS; i++) different += Long.bitCount(a[i] ^ b[i]);
    return different;
  }

  /// How many pieces two texts must share: `|A∩B| ≥ t · (|A| + |B|) / (1 + t)`.
  private int needed(int sizes) {
    return NearDuplicates.atLeast(threshold * sizes / (1 + threshold));
  }
}
