package dev.afina.evaluation.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// How many examples a person must read to be sure that few are bad.
public final class AcceptanceSampling {
  private AcceptanceSampling() {}

  /// The smallest sample in which more than `allowed` bad ones would be found nineteen times of
  /// twenty if the share of bad ones were `share`.
  public static int size(double share, int allowed) {
    if (!(share > 0 && share < 1)) throw new IllegalArgumentException("a share of " + share);
    int n = allowed + 1;
    while (BinomialDistribution.of(n, share).cumulativeProbability(allowed) > 0.05) n++;
    return n;
  }
}
