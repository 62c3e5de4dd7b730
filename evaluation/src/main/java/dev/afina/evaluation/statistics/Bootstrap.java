package dev.afina.evaluation.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The paired bootstrap: the items are drawn again and again with replacement, both contestants'
/// numbers of an item together, to see how much a statistic owes to the choice of items.
public final class Bootstrap {
  static final int DRAWS = 10_000;

  private Bootstrap() {}

  /// The middle 95 % of a statistic over 10,000 drawings. With fewer than two items there is
  /// nothing to draw, and nothing but the value itself is known.
  ///
  /// @param statistic of the items with these numbers, `items` of them, some more than once
  public static Interval interval(int items, ToDoubleFunction<int[]> statistic, long seed) {
    return interval(items, DRAWS, statistic, seed);
  }

  /// The same over fewer drawings, where a statistic takes its time.
  public static Interval interval(
      int items, int draws, ToDoubleFunction<int[]> statistic, long seed) {
    double[] drawn = draw(items, draws, statistic, seed);
    Arrays.sort(drawn);
    return new Interval(drawn[(int) (0.025 * draws)], drawn[(int) (0.975 * draws) - 1]);
  }

  static double[] draw(int items, int draws, ToDoubleFunction<int[]> statistic, long seed) {
    if (items < 1) throw new IllegalArgumentException("nothing to draw from");
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[draws];
    int[] sample = new int[items];
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < items; i++) sample[i] = random.nextInt(items);
      drawn[draw] = statistic.applyAsDouble(sample);
    }
    return drawn;
  }
}
