package dev.afina.dataset.alike;

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
  private static final int BANDS = 25;
  private static final int ROWS = 5;
  private static final int ORDERS = BANDS * ROWS;

  /// The orders are always the same, so that the same texts give the same candidates.
  private static final long SEED = 42;

  /// Bits of an entry that say which text it is; the others are of its band's hash.
  private static final int TEXT_BITS = 24;

  private static final int[] FACTORS = new int[ORDERS];
  private static final int[] SUMMANDS = new int[ORDERS];

  static {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ORDERS; i++) {
      FACTORS[i] = random.nextInt() | 1; // odd, so that no two pieces become one
      SUMMANDS[i] = random.nextInt();
    }
  }

  private final int[][] smallest;

  MinHash(Shingles[] texts) {
    if (texts.length >= 1 << TEXT_BITS)
      throw new IllegalArgumentException("at most 16 million texts, not " + texts.length);
    smallest =
        IntStream.range(0, texts.length)
            .parallel()
            .mapToObj(i -> smallest(texts[i]))
            .toArray(int[][]::new);
  }

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

  /// Places of two texts, `first < second`.
  record Candidates(int first, int second) {}

  /// Each pair once.
  List<Candidates> candidates() {
    return IntStream.range(0, BANDS)
        .parallel()
        .mapToObj(this::inBand)
        .flatMap(List::stream)
        .toList();
  }

  /// Those that agree in this band and in none before it.
  private List<Candidates> inBand(int band) {
    long[] entries = new long[smallest.length];
    for (int text = 0; text < entries.length; text++)
      entries[text] = hash(text, band) << TEXT_BITS | text;
    Arrays.sort(entries);
    List<Candidates> found = new ArrayList<>();
    for (int from = 0, to; from < entries.length; from = to) {
      to = from + 1;
      while (to < entries.length && entries[to] >>> TEXT_BITS == entries[from] >>> TEXT_BITS) to++;
      for (int i = from; i < to; i++)
        for (int j = from; j < i; j++) {
          int first = (int) entries[j] & (1 << TEXT_BITS) - 1;
          int second = (int) entries[i] & (1 << TEXT_BITS) - 1;
          if (isFirst(first, second, band)) found.add(new Candidates(first, second));
        }
    }
    return found;
  }

  private boolean isFirst(int a, int b, int band) {
    if (!agree(a, b, band)) return false; // only the bits of an entry are the same
    for (int before = 0; before < band; before++) if (agree(a, b, before)) return false;
    return true;
  }

  private boolean agree(int a, int b, int band) {
    int from = band * ROWS;
    return Arrays.equals(smallest[a], from, from + ROWS, smallest[b], from, from + ROWS);
  }

  private long hash(int text, int band) {
    long hash = band;
    for (int row = band * ROWS; row < (band + 1) * ROWS; row++)
      hash = Shingles.mixed(hash ^ smallest[text][row]);
    return hash;
  }
}
