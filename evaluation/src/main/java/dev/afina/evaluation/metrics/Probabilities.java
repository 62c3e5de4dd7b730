package dev.afina.evaluation.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How good probabilities are, not only the answers they lead to. A row is one sentence's
/// probabilities of all classes; the truth is the number of the right one.
public final class Probabilities {
  private Probabilities() {}

  private static final double SMALLEST = 1e-15;

  /// The mean of `−ln p` of the right class; a probability of 0 counts as 10⁻¹⁵.
  public static double logLoss(List<double[]> rows, int[] truth) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++)
      sum -= Math.log(Math.clamp(rows.get(i)[truth[i]], SMALLEST, 1 - SMALLEST));
    return sum / truth.length;
  }

  /// The mean squared distance to certainty ([Brier
  /// 1950](https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2)), summed over the
  /// classes: 0 to 2.
  public static double brier(List<double[]> rows, int[] truth) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double[] row = rows.get(i);
      for (int k = 0; k < row.length; k++) sum += Math.pow(row[k] - (k == truth[i] ? 1 : 0), 2);
    }
    return sum / truth.length;
  }

  /// The same for one event: 0 to 1.
  public static double brier(double[] probabilities, boolean[] happened) {
    double sum = 0;
    for (int i = 0; i < happened.length; i++)
      sum += Math.pow(probabilities[i] - (happened[i] ? 1 : 0), 2);
    return sum / happened.length;
  }

  /// How often the right class is among the `k` likeliest.
  public static double topAccuracy(List<double[]> rows, int[] truth, int k) {
    int hits = 0;
    for (int i = 0; i < truth.length; i++) {
      double[] row = rows.get(i);
      double right = row[truth[i]];
      if (Arrays.stream(row).filter(p -> p > right).count() < k) hits++;
    }
    return (double) hits / truth.length;
  }

  /// The area under the ROC curve: how probable it is that something that happened got a higher
  /// score than something that did not; a tie is half. 0.5 where there is nothing to compare.
  public static double auroc(double[] scores, boolean[] happened) {
    Integer[] rising =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((i, j) -> Double.compare(scores[i], scores[j]))
            .toArray(Integer[]::new);
    double ranks = 0;
    long yes = 0;
    for (int from = 0; from < rising.length; ) {
      int to = from;
      while (to < rising.length && scores[rising[to]] == scores[rising[from]]) to++;
      for (int i = from; i < to; i++) {
        if (!happened[rising[i]]) continue;
        ranks += (from + 1 + to) / 2.0;
        yes++;
      }
      from = to;
    }
    long no = scores.length - yes;
    return yes == 0 || no == 0 ? 0.5 : (ranks - yes * (yes + 1) / 2.0) / ((double) yes * no);
  }
}
