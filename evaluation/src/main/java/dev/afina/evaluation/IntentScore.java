package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// How one intent fares. What has no value because nothing was there is 0.
///
/// @param precision of those said to be it, how many are it
/// @param recall of those that are it, how many were found; the same as `score.accuracy()`
/// @param f1 the harmonic mean of both
/// @param support how many cases are it
/// @param score the recall with its interval
public record IntentScore(
    String label, double precision, double recall, double f1, int support, Score score) {

  static List<IntentScore> of(Confusion confusion) {
    return IntStream.range(0, confusion.labels().size()).mapToObj(i -> of(confusion, i)).toList();
  }

  private static IntentScore of(Confusion confusion, int label) {
    return new IntentScore(
        confusion.labels().get(label),
        six(confusion.precision(label)),
        six(confusion.recall(label)),
        six(confusion.f1(label)),
        confusion.support(label),
        Score.of(confusion.at(label, label), confusion.support(label)));
  }

  /// Means over the intents.
  public record Average(double precision, double recall, double f1) {

    /// Each intent counts the same; one without cases does not count.
    static Average macro(Confusion confusion) {
      return mean(confusion, label -> confusion.support(label) == 0 ? 0 : 1);
    }

    /// The same as scikit-learn has it: one without cases counts as 0.
    static Average macroOfAll(Confusion confusion) {
      return mean(confusion, _ -> 1);
    }

    /// Each intent counts as often as it has cases.
    static Average weighted(Confusion confusion) {
      return mean(confusion, confusion::support);
    }

    private static Average mean(Confusion confusion, IntUnaryOperator weight) {
      double precision = 0;
      double recall = 0;
      double f1 = 0;
      int weights = 0;
      for (int label = 0; label < confusion.labels().size(); label++) {
        int w = weight.applyAsInt(label);
        precision += w * confusion.precision(label);
        recall += w * confusion.recall(label);
        f1 += w * confusion.f1(label);
        weights += w;
      }
      int all = Math.max(1, weights);
      return new Average(six(precision / all), six(recall / all), six(f1 / all));
    }
  }
}
