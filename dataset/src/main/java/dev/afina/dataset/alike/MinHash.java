package dev.afina.dataset.alike;

import dev.afina.dataset.alike.NearDuplicates.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Texts that are probably alike, by [Broder's](https://doi.org/10.1109/SEQUEN.1997.666900)
/// MinHash: of each text the smallest of its pieces' hashes, in 125 different orders of all pieces.
/// In each order two texts have the same smallest piece as often as they share pieces. Those that
/// agree in all five orders of one of 25 bands are candidates: of two texts that share four fifths
/// of their pieces 99.995 % are, of two that share a third 10 %.
///
/// Its time grows with the number of texts and nothing else, whatever words they are made of.
final class MinHash {
  static final int BANDS = 25;
  static final int ROWS = 5;
  private static final int ORDERS = BANDS * ROWS;

  /// The orders are always the same, so that the same texts give the same candidates.
  private static final long SEED = 42;

  private static final int[] FACTORS = new int[ORDERS];
  private static final int[] SUMMANDS = new int[ORDERS];

  static {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ORDERS; i++) {
      FACTORS[i] = random.nextInt() | 1; // odd, so that no two pieces become one
      SUMMANDS[i] = random.nextInt();
    }
  }

  /// By band, then by text: its smallest hashes of the band's orders in one number. Where two texts
  /// share one by chance, they are compared in vain.
  private final int[][] bands;

  MinHash(int texts) {
    bands = new int[BANDS][texts];
  }

  /// Takes note of a text, before the candidates are asked for.
  void mark(int text, Shingles pieces) {
    int[] smallest = smallest(pieces);
    for (int band = 0; band < BANDS; band++) {
      long hash = 0;
      for (int row = band * ROWS; row < (band + 1) * ROWS; row++)
        hash = (hash ^ smallest[row]) * GOLDEN;
      bands[band][text] = (int) (hash >>> Integer.SIZE);
    }
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static int[] smallest(Shingles text) {
    int[] smallest = new int[ORDERS];
    Arrays.fill(smallest, Integer.MAX_VALUE);
    for (long piece : text.pieces()) {
      int hash = (int) (piece >>> 32);
      for (int i = 0; i < ORDERS; i++)
        smallest[i] = Math.min(smallest[i], FACTORS[i] * hash + SUMMANDS[i]);
    }
    return smallest;
  }

  /// How often two texts that share so much agree in a whole band: `1 − (1 − sʳ)ᵇ`.
  static double probability(double similarity, int bands, int rows) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /// The candidates that are alike.
  List<Pair> pairs(Comparison comparison) {
    return IntStream.range(0, BANDS)
        .parallel()
        .mapToObj(band -> inBand(band, comparison))
        .flatMap(List::stream)
        .toList();
  }

  /// Of those that agree in this band and in none before it.
  private List<Pair> inBand(int band, Comparison comparison) {
    int[] hashes = bands[band];
    int places = Integer.highestOneBit(hashes.length) << 1;
    int[] newest = new int[places]; // a text's number plus one
    int[] before = new int[hashes.length];
    List<Pair> pairs = new ArrayList<>();
    for (int text = 0; text < hashes.length; text++) {
      int place = hashes[text] & places - 1;
      before[text] = newest[place] - 1;
      newest[place] = text + 1;
      for (int other = before[text]; other >= 0; other = before[other])
        if (agree(other, text, band) && isFirst(other, text, band))
          comparison.compare(other, text, pairs);
    }
    return pairs;
  }

  private boolean isFirst(int a, int b, int band) {
    for (int before = 0; before < band; before++) if (agree(a, b, before)) return false;
    return true;
  }

  private boolean agree(int a, int b, int band) {
    return bands[band][a] == bands[band][b];
  }
}
