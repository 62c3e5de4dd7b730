package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.metrics.Probabilities;
import dev.afina.evaluation.metrics.Reliability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far a classifier can be believed: whether its probabilities are what they say, and whether
/// it knows what it does not know.
///
/// @param inside of the sentences that have an intent, those answered rightly; a rejection is wrong
/// @param likeliest the same if nothing were rejected
/// @param outside of the sentences without an intent, those rejected
/// @param auroc how probably a sentence with an intent looks surer than one without; 0.5 is chance
/// @param outsideAt95 of the sentences without an intent, the share that would be rejected if 95 %
///   of the others were to be accepted
public record Trust(
    Score inside,
    Score likeliest,
    Score outside,
    double auroc,
    double outsideAt95,
    Quality quality) {

  /// Of the probabilities, over the sentences with an intent.
  ///
  /// @param logLoss and `brier`: over all intents
  /// @param temperature the logarithms were divided by it
  /// @param reliability of the likeliest intent's probability
  public record Quality(
      double logLoss, double brier, double temperature, Reliability reliability) {}

  /// @param expected for each prediction
  public static Trust of(
      List<Prediction> predictions, List<Expected> expected, double temperature) {
    List<double[]> rows = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    double[] sure = new double[predictions.size()];
    boolean[] has = new boolean[sure.length];
    List<Double> confidences = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    int answered = 0;
    int rejected = 0;
    for (int i = 0; i < sure.length; i++) {
      Prediction made = predictions.get(i);
      // Where `none` was learned as a class of its own, being sure of it is not being sure.
      sure[i] = known(made);
      boolean accepted = expected.get(i).accepts(made.answer());
      switch (expected.get(i)) {
        case Expected.None() -> rejected += accepted ? 1 : 0;
        case Expected.OneOf(var allowed) -> {
          has[i] = true;
          answered += accepted ? 1 : 0;
          confidences.add(made.probability());
          right.add(allowed.contains(made.label()));
          rows.add(made.probabilities().values().stream().mapToDouble(p -> p).toArray());
          truth.add(likeliest(made, List.copyOf(allowed)));
        }
      }
    }
    int inside = rows.size();
    int[] classes = truth.stream().mapToInt(Integer::intValue).toArray();
    return new Trust(
        Score.of(answered, inside),
        Score.of((int) right.stream().filter(yes -> yes).count(), inside),
        Score.of(rejected, sure.length - inside),
        six(Probabilities.auroc(sure, has)),
        six(rejectedAt95(sure, has)),
        new Quality(
            inside == 0 ? 0 : six(Probabilities.logLoss(rows, classes)),
            inside == 0 ? 0 : six(Probabilities.brier(rows, classes)),
            temperature,
            Reliability.of(confidences.stream().mapToDouble(p -> p).toArray(), truths(right))));
  }

  private static double known(Prediction made) {
    return made.probabilities().entrySet().stream()
        .filter(one -> !one.getKey().equals(Expected.NONE))
        .mapToDouble(java.util.Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  /// The place of the allowed label that was found likeliest, among all labels.
  private static int likeliest(Prediction made, List<String> allowed) {
    List<String> labels = List.copyOf(made.probabilities().keySet());
    String best = allowed.getFirst();
    for (String label : allowed)
      if (made.probabilities().getOrDefault(label, 0.0)
          > made.probabilities().getOrDefault(best, 0.0)) best = label;
    return labels.indexOf(best);
  }

  private static double rejectedAt95(double[] sure, boolean[] has) {
    double[] inside = new double[count(has)];
    for (int i = 0, n = 0; i < sure.length; i++) if (has[i]) inside[n++] = sure[i];
    int outside = sure.length - inside.length;
    if (inside.length == 0 || outside == 0) return 0;
    Arrays.sort(inside);
    double threshold = inside[(int) (0.05 * inside.length)];
    int rejected = 0;
    for (int i = 0; i < sure.length; i++) if (!has[i] && sure[i] < threshold) rejected++;
    return (double) rejected / outside;
  }

  private static int count(boolean[] has) {
    int count = 0;
    for (boolean one : has) if (one) count++;
    return count;
  }

  private static boolean[] truths(List<Boolean> list) {
    boolean[] all = new boolean[list.size()];
    for (int i = 0; i < all.length; i++) all[i] = list.get(i);
    return all;
  }
}
