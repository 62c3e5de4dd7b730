package dev.afina.evaluation.statistics;

import java.util.HashMap;
import java.util.Map;

/// The standard error of a mean whose items come in groups: variations of one question stand or
/// fall together, and counted as if they did not they would seem to prove more than they do
/// ([Miller 2024](https://arxiv.org/abs/2411.00640)).
public final class Clustered {
  private Clustered() {}

  /// `√(Σ_g (Σ_{i∈g} (x_i − x̄))²) / n`.
  ///
  /// @param groups each item's, by any number
  public static double standardError(double[] values, int[] groups) {
    double mean = 0;
    for (double value : values) mean += value / values.length;
    Map<Integer, Double> sums = new HashMap<>();
    for (int i = 0; i < values.length; i++) sums.merge(groups[i], values[i] - mean, Double::sum);
    double squares = 0;
    for (double sum : sums.values()) squares += sum * sum;
    return Math.sqrt(squares) / values.length;
  }

  /// The same from each group's sum and size.
  public static double standardError(double[] sums, int[] sizes, double mean, long items) {
    double squares = 0;
    for (int g = 0; g < sums.length; g++) {
      double off = sums[g] - sizes[g] * mean;
      squares += off * off;
    }
    return Math.sqrt(squares) / items;
  }

  /// Of the difference of two means, where a group may have values on both sides: each group's
  /// pull on the difference, squared and summed.
  public static double ofDifference(double[] first, int[] itsGroups, double[] second, int[] groups) {
    Map<Integer, Double> pulls = new HashMap<>();
    pull(first, itsGroups, -1, pulls);
    pull(second, groups, 1, pulls);
    double squares = 0;
    for (double pull : pulls.values()) squares += pull * pull;
    return Math.sqrt(squares);
  }

  private static void pull(double[] values, int[] groups, int sign, Map<Integer, Double> pulls) {
    double mean = 0;
    for (double value : values) mean += value / values.length;
    for (int i = 0; i < values.length; i++)
      pulls.merge(groups[i], sign * (values[i] - mean) / values.length, Double::sum);
  }
}
