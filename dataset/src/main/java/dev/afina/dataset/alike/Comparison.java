package dev.afina.dataset.alike;

import dev.afina.dataset.alike.NearDuplicates.Pair;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Compares two texts at a time, exactly, after a look at their sketches.
///
/// A sketch is a thousand bits, each piece setting one. Bits that only one of two texts has are
/// pieces the other lacks, so most pairs are out after sixteen words ([Sandes, Teodoro, Melo
/// 2020](https://doi.org/10.1016/j.is.2019.101449)). Only of the others the pieces are asked for.
final class Comparison {
  private static final int WORDS = 16;

  private final double threshold;
  private final IntFunction<Shingles> pieces;
  private final int[] sizes;

  /// One sketch behind the other.
  private final long[] sketches;

  /// What was compared is often compared again. Two threads may make the same.
  private final @Nullable Shingles[] compared;

  /// @param pieces of a text by its number; asked for again where two texts are compared
  Comparison(int texts, IntFunction<Shingles> pieces, double threshold) {
    this.threshold = threshold;
    this.pieces = pieces;
    sizes = new int[texts];
    sketches = new long[Math.multiplyExact(texts, WORDS)];
    compared = new Shingles[texts];
  }

  /// Takes note of a text, before it is compared.
  void sketch(int text, Shingles all) {
    sizes[text] = all.size();
    for (long piece : all.pieces()) {
      int bit = (int) (piece >>> 54); // the upper ten bits
      sketches[text * WORDS + (bit >> 6)] |= 1L << bit;
    }
  }

  /// Adds two texts, `first < second`, if they are alike enough.
  void compare(int first, int second, List<Pair> pairs) {
    int both = sizes[first] + sizes[second];
    int most = both - different(first, second) >> 1;
    if (most < needed(both)) return;
    double similarity = pieces(first).similarity(pieces(second));
    if (similarity >= threshold) pairs.add(new Pair(first, second, similarity));
  }

  private Shingles pieces(int text) {
    Shingles made = compared[text];
    if (made == null) compared[text] = made = pieces.apply(text);
    return made;
  }

  private int different(int first, int second) {
    int a = first * WORDS;
    int b = second * WORDS;
    int different = 0;
    for (int i = 0; i < WORDS; i++) different += Long.bitCount(sketches[a + i] ^ sketches[b + i]);
    return different;
  }

  /// How many pieces two texts must share: `|A∩B| ≥ t · (|A| + |B|) / (1 + t)`.
  private int needed(int sizes) {
    return NearDuplicates.atLeast(threshold * sizes / (1 + threshold));
  }
}
