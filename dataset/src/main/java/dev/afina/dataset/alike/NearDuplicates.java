package dev.afina.dataset.alike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// All pairs of texts of which at least a share of their five-letter pieces is common.
///
/// Up to [#EXACT] texts no pair is missed: the prefix filter of [Chaudhuri, Ganti, Kaushik
/// 2006](https://doi.org/10.1109/ICDE.2006.9). When the pieces of every text are in one order,
/// rarest first, two texts alike enough share one of their first few, so a text is only compared
/// with those that share one of its *rarest* pieces, if their lengths allow it. Above, [MinHash]
/// proposes the pairs. What either proposes is counted exactly.
public final class NearDuplicates {
  private NearDuplicates() {}

  public static final int LETTERS = 5;

  /// From this share on two texts are one, said in almost the same words.
  public static final double SAME = 0.8;

  /// So many different texts are compared without a guess.
  public static final int EXACT = 20_000;

  /// Two texts by their places in the list, `first < second`.
  public record Pair(int first, int second, double similarity) {}

  private static final Comparator<Pair> ORDER =
      Comparator.comparingInt(Pair::second).thenComparingInt(Pair::first);

  /// Ordered by `second`, then `first`. Texts are compared as they are: bring them into their
  /// normal form before. Equal texts pair with the first of them, and only that one with others: a
  /// thousand times «hola» are a thousand pairs and no half million.
  public static List<Pair> pairs(List<String> texts, double threshold) {
    Map<String, Integer> firsts = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    int[] places = new int[texts.size()];
    for (int i = 0; i < texts.size(); i++) {
      Integer first = firsts.putIfAbsent(texts.get(i), i);
      if (first == null) places[firsts.size() - 1] = i;
      else pairs.add(new Pair(first, i, 1));
    }
    Shingles[] different =
        IntStream.range(0, firsts.size())
            .parallel()
            .mapToObj(i -> Shingles.characters(texts.get(places[i]), LETTERS))
            .toArray(Shingles[]::new);
    List<Pair> alike =
        different.length > EXACT ? likely(different, threshold) : exact(different, threshold);
    for (Pair pair : alike)
      pairs.add(new Pair(places[pair.first()], places[pair.second()], pair.similarity()));
    pairs.sort(ORDER);
    return pairs;
  }

  static List<Pair> likely(Shingles[] all, double threshold) {
    return new MinHash(all)
        .candidates().parallelStream()
            .map(two ->
                new Pair(two.first(), two.second(), all[two.first()].similarity(all[two.second()])))
            .filter(pair -> pair.similarity() >= threshold)
            .toList();
  }

  static List<Pair> exact(Shingles[] all, double threshold) {
    Prefixes prefixes = new Prefixes(all, threshold);
    Sketches sketches = new Sketches(all);
    // Shorter ones first: when a text asks, only those not longer have been indexed.
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> all[i].size()).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Pair> pairs = new ArrayList<>();
    int[] asked = new int[all.length];
    Arrays.fill(asked, -1);
    for (int text : order) {
      int size = all[text].size();
      for (int piece : prefixes.of(text))
        for (int entry = prefixes.first(piece); entry >= 0; entry = prefixes.next(entry)) {
          int other = prefixes.text(entry);
          if (asked[other] == text || all[other].size() < threshold * size) continue;
          asked[other] = text;
          if (!sketches.mayShare(other, text, needed(all[other].size(), size, threshold))) continue;
          double similarity = all[other].similarity(all[text]);
          if (similarity >= threshold)
            pairs.add(new Pair(Math.min(text, other), Math.max(text, other), similarity));
        }
      prefixes.index(text);
    }
    return pairs;
  }

  /// How many pieces two texts must share: `|A∩B| ≥ t · (|A| + |B|) / (1 + t)`.
  private static int needed(int a, int b, double threshold) {
    return atLeast(threshold * (a + b) / (1 + threshold));
  }

  /// Rounded up, but for what is rounding itself. (`Math.ceil` takes longer than a comparison.)
  static int atLeast(double value) {
    int floor = (int) value;
    return value - floor > 1e-9 ? floor + 1 : floor;
  }

  /// Of each text a thousand bits, each piece setting one. Bits that only one of two texts has are
  /// pieces the other lacks, so most pairs are out after sixteen words ([Sandes, Teodoro, Melo
  /// 2020](https://doi.org/10.1016/j.is.2019.101449)).
  private static final class Sketches {
    private static final int WORDS = 16;
    private final long[] bits;
    private final int[] sizes;

    Sketches(Shingles[] all) {
      bits = new long[all.length * WORDS];
      sizes = new int[all.length];
      for (int text = 0; text < all.length; text++) {
        sizes[text] = all[text].size();
        for (long piece : all[text].pieces()) {
          int bit = (int) (piece >>> 54); // the upper ten bits
          bits[text * WORDS + (bit >> 6)] |= 1L << bit;
        }
      }
    }

    /// Whether two texts can have so many pieces in common. Never no if they have.
    boolean mayShare(int a, int b, int needed) {
      int different = 0;
      for (int i = 0; i < WORDS; i++)
        different += Long.bitCount(bits[a * WORDS + i] ^ bits[b * WORDS + i]);
      return sizes[a] + sizes[b] - different >= 2 * needed;
    }
  }
}
