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
  /// normal form before. Equal texts pair with the first of them, and only that one with others:
  /// a thousand times «hola» are a thousand pairs and no half million.
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
                new Pair(
                    two.first(), two.second(), all[two.first()].similarity(all[two.second()])))
            .filter(pair -> pair.similarity() >= threshold)
            .toList();
  }

  static List<Pair> exact(Shingles[] all, double threshold) {
    int[][] ranked = ranked(all);
    // Shorter ones first: when a text asks, only those not longer have been indexed.
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> ranked[i].length).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Pair> pairs = new ArrayList<>();
    Index index =
        new Index(Arrays.stream(ranked).flatMapToInt(Arrays::stream).max().orElse(-1) + 1);
    Sketches sketches = new Sketches(ranked);
    int[] asked = new int[all.length];
    Arrays.fill(asked, -1);
    for (int text : order) {
      int[] pieces = ranked[text];
      int prefix = prefix(pieces.length, threshold);
      for (int p = 0; p < prefix; p++) {
        for (int entry = index.first(pieces[p]); entry >= 0; entry = index.next(entry)) {
          int other = index.text(entry);
          if (asked[other] == text || ranked[other].length < threshold * pieces.length) continue;
          asked[other] = text;
          if (!sketches.mayShare(other, text, needed(ranked[other], pieces, threshold))) continue;
          double similarity = similarity(ranked[other], pieces);
          if (similarity >= threshold)
            pairs.add(new Pair(Math.min(text, other), Math.max(text, other), similarity));
        }
      }
      for (int p = 0; p < prefix; p++) index.add(pieces[p], text);
    }
    return pairs;
  }

  /// Two sets of which a share `t` is common have a common element among the first `n − ⌈t·n⌉ + 1`
  /// of each, in any one order of all elements.
  private static int prefix(int pieces, double threshold) {
    return pieces - atLeast(threshold * pieces) + 1;
  }

  /// How many pieces two texts must share: `|A∩B| ≥ t · (|A| + |B|) / (1 + t)`.
  private static int needed(int[] a, int[] b, double threshold) {
    return atLeast(threshold * (a.length + b.length) / (1 + threshold));
  }

  /// Rounded up, but for what is rounding itself. (`Math.ceil` takes longer than a comparison.)
  private static int atLeast(double value) {
    int floor = (int) value;
    return value - floor > 1e-9 ? floor + 1 : floor;
  }

  /// The pieces of each text as ranks, the rarest piece of all texts being 0.
  private static int[][] ranked(Shingles[] all) {
    long[] every = new long[Arrays.stream(all).mapToInt(Shingles::size).sum()];
    int at = 0;
    for (Shingles one : all) {
      System.arraycopy(one.pieces(), 0, every, at, one.size());
      at += one.size();
    }
    Arrays.parallelSort(every);
    long[] distinct = new long[every.length];
    int[] counts = new int[every.length];
    int n = 0;
    for (int i = 0; i < every.length; n++) {
      int from = i;
      while (i < every.length && every[i] == every[from]) i++;
      distinct[n] = every[from];
      counts[n] = i - from;
    }
    int[] rank = ranks(counts, n);
    int kinds = n;
    return IntStream.range(0, all.length)
        .parallel()
        .mapToObj(i -> {
          long[] pieces = all[i].pieces();
          int[] ranks = new int[pieces.length];
          int from = 0;
          for (int p = 0; p < pieces.length; p++) {
            from = Arrays.binarySearch(distinct, from, kinds, pieces[p]);
            ranks[p] = rank[from];
          }
          Arrays.sort(ranks);
          return ranks;
        })
        .toArray(int[][]::new);
  }

  /// The place of each piece when ordered by how often it occurs.
  private static int[] ranks(int[] counts, int n) {
    long[] byCount = new long[n];
    for (int i = 0; i < n; i++) byCount[i] = (long) counts[i] << 32 | i;
    Arrays.parallelSort(byCount);
    int[] rank = new int[n];
    for (int place = 0; place < n; place++) rank[(int) byCount[place]] = place;
    return rank;
  }

  private static double similarity(int[] a, int[] b) {
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      int x = a[i];
      int y = b[j];
      if (x == y) common++;
      if (x <= y) i++;
      if (y <= x) j++;
    }
    return (double) common / (a.length + b.length - common);
  }

  /// Of each text a thousand bits, each piece setting one. Bits that only one of two texts has are
  /// pieces the other lacks, so most pairs are out after sixteen words ([Sandes, Teodoro, Melo
  /// 2020](https://doi.org/10.1016/j.is.2019.101449)).
  private static final class Sketches {
    private static final int WORDS = 16;
    private final long[] bits;
    private final int[] sizes;

    Sketches(int[][] ranked) {
      bits = new long[ranked.length * WORDS];
      sizes = new int[ranked.length];
      for (int text = 0; text < ranked.length; text++) {
        sizes[text] = ranked[text].length;
        for (int piece : ranked[text]) {
          int bit = piece * 0x9E3779B1 >>> 22; // the upper ten bits
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

  /// Which texts have a piece: for each piece a chain of entries, the newest first.
  private static final class Index {
    private final int[] heads;
    private int[] texts = new int[1 << 10];
    private int[] nexts = new int[1 << 10];
    private int size;

    Index(int pieces) {
      heads = new int[pieces];
      Arrays.fill(heads, -1);
    }

    void add(int piece, int text) {
      if (size == texts.length) {
        texts = Arrays.copyOf(texts, size * 2);
        nexts = Arrays.copyOf(nexts, size * 2);
      }
      texts[size] = text;
      nexts[size] = heads[piece];
      heads[piece] = size++;
    }

    int first(int piece) {
      return heads[piece];
    }

    int next(int entry) {
      return nexts[entry];
    }

    int text(int entry) {
      return texts[entry];
    }
  }
}
