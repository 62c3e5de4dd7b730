package dev.afina.evaluation.statistics;

import java.util.stream.IntStream;

/// Several tests at once: the correction of [Holm](https://www.jstor.org/stable/4615733). Who keeps
/// all up to 0.05 claims anything wrong at all in at most one of twenty evaluations.
public final class Holm {
  private Holm() {}

  /// The probabilities made larger, in their order.
  public static double[] adjust(double[] probabilities) {
    int n = probabilities.length;
    int[] rising =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(probabilities[i], probabilities[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[n];
    double most = 0;
    for (int place = 0; place < n; place++) {
      most = Math.max(most, Math.min(1, (n - place) * probabilities[rising[place]]));
      adjusted[rising[place]] = most;
    }
    return adjusted;
  }
}
