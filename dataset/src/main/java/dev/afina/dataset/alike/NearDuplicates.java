package dev.afina.dataset.alike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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
    IntFunction<Shingles> pieces = i -> Shingles.characters(texts.get(places[i]), LETTERS);
    int different = firsts.size();
    List<Pair> alike =
        different > EXACT
            ? likely(different, pieces, threshold)
            : exact(different, pieces, threshold);
    for (Pair pair : alike)
      pairs.add(new Pair(places[pair.first()], places[pair.second()], pair.similarity()));
    pairs.sort(ORDER);
    return pairs;
  }

  /// The pieces of a text are made when they are needed and not kept: they take ten times its
  /// memory.
  static List<Pair> likely(int texts, IntFunction<Shingles> pieces, double threshold) {
    MinHash hashes = new MinHash(texts);
    Comparison comparison = new Comparison(texts, pieces, threshold);
    IntStream.range(0, texts)
        .parallel()
        .forEach(text -> {
          Shingles all = pieces.apply(text);
          hashes.mark(text, all);
          comparison.sketch(text, all);
        });
    return hashes.pairs(comparison);
  }

  static List<Pair> exact(int texts, IntFunction<Shingles> pieces, double threshold) {
    Shingles[] all = IntStream.range(0, texts).parallel().mapToObj(pieces).toArray(Shingles[]::new);
    Comparison comparison = new Comparison(texts, text -> all[text], threshold);
    IntStream.range(0, texts).parallel().forEach(text -> comparison.sketch(text, all[text]));
    // Shorter ones first: a text asks for those before it.
    int[] order =
        IntStream.range(0, all.length)
            .mapToLong(text -> (long) all[text].size() << 32 | text)
            .sorted()
            .mapToInt(sized -> (int) sized)
            .toArray();
    Search search =
        new Search(all, order, new Prefixes(all, order, threshold), comparison, threshold);
    int shares = Math.clamp(all.length / SHARE, 1, MOST_SHARES);
    return IntStream.range(0, shares)
        .parallel()
        .mapToObj(share -> search.pairs(share, shares))
        .flatMap(List::stream)
        .toList();
  }

  /// Texts at least that are worth another task, and how many tasks are enough.
  private static final int SHARE = 256;

  private static final int MOST_SHARES = 16;

  /// @param order texts by their size, smallest first
  private record Search(
      Shingles[] all, int[] order, Prefixes prefixes, Comparison comparison, double threshold) {

    /// The pairs of every so manieth text with those before it.
    List<Pair> pairs(int share, int shares) {
      List<Pair> pairs = new ArrayList<>();
      int[] asked = new int[order.length];
      Arrays.fill(asked, -1);
      int shortest = 0;
      for (int rank = share; rank < order.length; rank += shares) {
        Shingles text = all[order[rank]];
        while (all[order[shortest]].size() < threshold * text.size()) shortest++;
        for (int piece : prefixes.of(rank))
          for (int at = prefixes.from(piece); prefixes.rank(at) < rank; at++) {
            int other = prefixes.rank(at);
            if (other < shortest || asked[other] == rank) continue;
            asked[other] = rank;
            int one = order[other];
            int two = order[rank];
            comparison.compare(Math.min(one, two), Math.max(one, two), pairs);
          }
      }
      return pairs;
    }
  }

  /// Rounded up, but for what is rounding itself. (`Math.ceil` takes longer than a comparison.)
  static int atLeast(double value) {
    int floor = (int) value;
    return value - floor > 1e-9 ? floor + 1 : floor;
  }
}
