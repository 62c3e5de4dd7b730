package dev.afina.evaluation.statistics;

import java.util.stream.IntStream;

/// Many tests at once find something by chance: the correction of [Benjamini and
/// Hochberg](https://doi.org/10.1111/j.2517-6161.1995.tb02031.x).
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /// The probabilities made larger, in their order. Who keeps all up to 0.1 errs in about one of
  /// ten that are kept.
  public static double[] adjust(double[] probabilities) {
    int n = probabilities.length;
    int[] falling =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(probabilities[j], probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[n];
    double least = 1;
    for (int place = 0; place < n; place++) {
      int rank = n - place;
      least = Math.min(least, probabilities[falling[place]] * n / rank);
      adjusted[falling[place]] = least;
    }
    return adjusted;
  }
}
