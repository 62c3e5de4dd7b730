package dev.afina.dataset.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Labels that are probably wrong, by [confident learning](https://arxiv.org/abs/1911.00068) as
/// cleanlab does it: a class counts as guessed when its probability reaches what the class usually
/// has where it is the label. The probabilities must come from a model that did not learn the item
/// (cross-validation).
///
/// @param thresholds for each class the mean probability over the items that bear it; 2 (never
///   reached) for a class nobody bears
/// @param joint rows: the class given, columns: the class guessed; at least 1 on the diagonal
/// @param issues the items whose label is probably wrong, the least believed first
public record ConfidentLearning(double[] thresholds, int[][] joint, List<Issue> issues) {

  /// A label in doubt.
  ///
  /// @param item its place
  /// @param guessed the class it more likely is
  /// @param selfConfidence the probability of the class given
  /// @param margin `(p(given) − p(best other) + 1) / 2`: below 0.5 another class is likelier
  public record Issue(int item, int given, int guessed, double selfConfidence, double margin) {}

  private static final double LEAST = 2e-6;
  private static final double SLACK = 1e-6;

  public static ConfidentLearning of(int[] labels, double[][] probabilities) {
    int classes = probabilities.length == 0 ? 0 : probabilities[0].length;
    double[] thresholds = thresholds(labels, probabilities, classes);
    int[][] joint = new int[classes][classes];
    List<Issue> issues = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int guessed = guessed(probabilities[i], thresholds);
      if (guessed < 0) continue;
      joint[labels[i]][guessed]++;
      if (guessed != labels[i]) issues.add(issue(i, labels[i], guessed, probabilities[i]));
    }
    for (int c = 0; c < classes; c++) joint[c][c] = Math.max(1, joint[c][c]);
    issues.sort(Comparator.comparingDouble(Issue::selfConfidence).thenComparing(Issue::item));
    return new ConfidentLearning(thresholds, joint, List.copyOf(issues));
  }

  /// The normalised margin of one item.
  public static double margin(double[] probabilities, int given) {
    double other = 0;
    for (int c = 0; c < probabilities.length; c++)
      if (c != given) other = Math.max(other, probabilities[c]);
    return (probabilities[given] - other + 1) / 2;
  }

  private static Issue issue(int item, int given, int guessed, double[] probabilities) {
    return new Issue(item, given, guessed, probabilities[given], margin(probabilities, given));
  }

  private static double[] thresholds(int[] labels, double[][] probabilities, int classes) {
    double[] sums = new double[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      sums[labels[i]] += probabilities[i][labels[i]];
      counts[labels[i]]++;
    }
    double[] thresholds = new double[classes];
    for (int c = 0; c < classes; c++)
      thresholds[c] = counts[c] == 0 ? 2 : Math.max(LEAST, sums[c] / counts[c]);
    return thresholds;
  }

  /// The likeliest of the classes that reach their threshold; −1 if none does.
  private static int guessed(double[] probabilities, double[] thresholds) {
    int best = -1;
    for (int c = 0; c < thresholds.length; c++)
      if (probabilities[c] >= thresholds[c] - SLACK
          && (best < 0 || probabilities[c] > probabilities[best])) best = c;
    return best;
  }
}
