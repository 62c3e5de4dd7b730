package dev.afina.dataset.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Cross-validation: a small set is divided into `k` folds, each of which judges once what the
/// others taught. The rules are those of
/// [scikit-learn](https://scikit-learn.org/stable/modules/cross_validation.html), so that the folds
/// are the same.
public final class Folds {
  private Folds() {}

  /// Whole groups, classes as evenly as that allows: groups in the order of how unevenly their
  /// classes are spread, each into the fold where the shares of the classes then differ least
  /// (`StratifiedGroupKFold`, not shuffled).
  ///
  /// @param classes the class of each item, from 0
  /// @param groups the group of each item
  /// @return the fold of each item
  public static int[] stratifiedGroups(int[] classes, int[] groups, int k) {
    int kinds = Arrays.stream(classes).max().orElse(-1) + 1;
    int[][] counts = counts(classes, groups, kinds);
    long[] all = new long[kinds];
    for (int c : classes) all[c]++;
    Integer[] order = IntStream.range(0, counts.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer g) -> -deviation(counts[g])));
    long[][] folds = new long[k][kinds];
    int[] foldOf = new int[counts.length];
    for (int group : order) {
      foldOf[group] = best(folds, counts[group], all);
      for (int c = 0; c < kinds; c++) folds[foldOf[group]][c] += counts[group][c];
    }
    int[] numbers = numbers(groups);
    return IntStream.range(0, groups.length).map(i -> foldOf[numbers[i]]).toArray();
  }

  /// Whole groups, folds of like size: the largest group goes to the smallest fold (`GroupKFold`).
  public static int[] groups(int[] groups, int k) {
    int[] numbers = numbers(groups);
    int[] sizes = new int[Arrays.stream(numbers).max().orElse(-1) + 1];
    for (int number : numbers) sizes[number]++;
    // As scikit-learn orders them: ascending and stable, then turned round.
    Integer[] order = IntStream.range(0, sizes.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingInt((Integer g) -> sizes[g]));
    int[] filled = new int[k];
    int[] foldOf = new int[sizes.length];
    for (int i = order.length - 1; i >= 0; i--) {
      int smallest = 0;
      for (int f = 1; f < k; f++) if (filled[f] < filled[smallest]) smallest = f;
      foldOf[order[i]] = smallest;
      filled[smallest] += sizes[order[i]];
    }
    return Arrays.stream(numbers).map(number -> foldOf[number]).toArray();
  }

  /// Each class dealt out evenly (`StratifiedKFold`, not shuffled).
  public static int[] stratified(int[] classes, int k) {
    int kinds = Arrays.stream(classes).max().orElse(-1) + 1;
    // How many of each class a fold gets: as if the sorted classes were dealt like cards.
    int[] sorted = classes.clone();
    Arrays.sort(sorted);
    int[][] allotted = new int[kinds][k];
    for (int i = 0; i < sorted.length; i++) allotted[sorted[i]][i % k]++;
    int[] fold = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      int[] left = allotted[classes[i]];
      int f = 0;
      while (left[f] == 0) f++;
      left[f]--;
      fold[i] = f;
    }
    return fold;
  }

  /// Items in the order of time: what is tested, always after what is learned.
  public record Window(int trainUntil, int testFrom, int testUntil) {}

  /// The last `k` stretches of `test` items, each taught by everything up to `gap` items before it
  /// (`TimeSeriesSplit`).
  public static List<Window> inTime(int items, int k, int test, int gap) {
    List<Window> windows = new ArrayList<>();
    for (int i = k; i >= 1; i--) {
      int from = items - i * test;
      if (from - gap > 0) windows.add(new Window(from - gap, from, from + test));
    }
    return windows;
  }

  /// `draw` items divided among classes in proportion to `counts`: whole numbers first, what is
  /// left to the largest remainders, ties by chance (scikit-learn's `_approximate_mode`).
  public static int[] largestRemainder(int[] counts, int draw, Random random) {
    long total = Arrays.stream(counts).asLongStream().sum();
    int[] drawn = new int[counts.length];
    int left = draw;
    for (int c = 0; c < counts.length; c++) {
      drawn[c] = (int) ((long) counts[c] * draw / total);
      left -= drawn[c];
    }
    double[] tie = random.doubles(counts.length).toArray();
    Integer[] order = IntStream.range(0, counts.length).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.comparingLong((Integer c) -> -((long) counts[c] * draw % total))
            .thenComparingDouble(c -> tie[c]));
    for (int i = 0; i < left; i++) drawn[order[i]]++;
    return drawn;
  }

  private static int best(long[][] folds, int[] group, long[] all) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    long fewest = Long.MAX_VALUE;
    for (int f = 0; f < folds.length; f++) {
      double spread = 0;
      for (int c = 0; c < all.length; c++) {
        double[] shares = new double[folds.length];
        for (int other = 0; other < folds.length; other++)
          shares[other] = (folds[other][c] + (other == f ? group[c] : 0)) / (double) all[c];
        spread += deviation(shares);
      }
      spread /= all.length;
      long size = Arrays.stream(folds[f]).sum();
      // The last bits decide between folds that are equal, there as here: hence no tolerance at
      // `<`.
      boolean equal = Math.abs(spread - least) <= 1e-8 + 1e-5 * Math.abs(least);
      if (spread < least || equal && size < fewest) {
        best = f;
        least = spread;
        fewest = size;
      }
    }
    return best;
  }

  private static int[][] counts(int[] classes, int[] groups, int kinds) {
    int[] numbers = numbers(groups);
    int[][] counts = new int[Arrays.stream(numbers).max().orElse(-1) + 1][kinds];
    for (int i = 0; i < classes.length; i++) counts[numbers[i]][classes[i]]++;
    return counts;
  }

  /// Groups numbered from 0 in ascending order, as NumPy's `unique` does.
  private static int[] numbers(int[] groups) {
    int[] distinct = Arrays.stream(groups).distinct().sorted().toArray();
    Map<Integer, Integer> number = new LinkedHashMap<>();
    for (int g : distinct) number.put(g, number.size());
    return Arrays.stream(groups).map(number::get).toArray();
  }

  private static double deviation(int[] values) {
    return deviation(Arrays.stream(values).asDoubleStream().toArray());
  }

  /// The standard deviation of all there are (divided by n).
  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double sum = 0;
    for (double value : values) sum += (value - mean) * (value - mean);
    return Math.sqrt(sum / values.length);
  }
}
