package dev.afina.evaluation.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// Where the true value lies, with 95 % confidence.
public record Interval(double low, double high) {

  /// The 97.5 % quantile of the normal distribution.
  static final double Z = 1.959963984540054;

  public Interval {
    if (!(low <= high)) throw new IllegalArgumentException(low + " is not below " + high);
  }

  /// Of a share, by [Wilson 1927](https://doi.org/10.1080/01621459.1927.10502953): right for few
  /// cases too, and never outside 0 and 1. Nothing is known after no case: 0 to 1.
  public static Interval wilson(int hits, int cases) {
    if (hits < 0 || hits > cases)
      throw new IllegalArgumentException(hits + " of " + cases + " cases");
    return cases == 0 ? new Interval(0, 1) : wilson((double) hits / cases, cases);
  }

  /// The same of a share that was measured more than once on the same `cases`, so that the hits are
  /// no whole number.
  public static Interval wilson(double share, int cases) {
    double n = cases;
    double z2 = Z * Z;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    // At the ends the formula gives exactly 0 and 1, but floating point does not.
    return new Interval(
        share == 0 ? 0 : Math.max(0, middle - half), share == 1 ? 1 : Math.min(1, middle + half));
  }

  /// Of a share, by [Clopper and Pearson 1934](https://doi.org/10.1093/biomet/26.4.404): never too
  /// narrow, and therefore often too wide.
  public static Interval clopperPearson(int hits, int cases) {
    return new Interval(
        hits == 0 ? 0 : quantile(hits, cases - hits + 1, 0.025),
        hits == cases ? 1 : quantile(hits + 1, cases - hits, 0.975));
  }

  /// Of a share, as a Bayesian says it who before the first case found every share as likely as any
  /// other (`before` 1; Jeffreys takes 0.5).
  public static Interval posterior(int hits, int cases, double before) {
    return new Interval(
        quantile(hits + before, cases - hits + before, 0.025),
        quantile(hits + before, cases - hits + before, 0.975));
  }

  /// Of the difference of two independent shares, second less first, made of their Wilson intervals
  /// (method 10 of [Newcombe
  /// 1998](https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I)).
  public static Interval newcombe(int firstHits, int first, int secondHits, int second) {
    return difference(
        (double) firstHits / first,
        wilson(firstHits, first),
        (double) secondHits / second,
        wilson(secondHits, second));
  }

  /// Of the difference of two independent estimates, second less first, made of their own intervals
  /// ([Zou and Donner 2008](https://doi.org/10.1002/sim.3095)); for Wilson's it is Newcombe's.
  public static Interval difference(double p, Interval a, double q, Interval b) {
    return new Interval(
        q - p - Math.hypot(q - b.low(), a.high() - p),
        q - p + Math.hypot(b.high() - q, p - a.low()));
  }

  /// Of the median of so many values in rising order: the values whose ranks lie half a spread of
  /// the binomial distribution beside the middle. It asks nothing of their distribution.
  public static Interval median(double[] rising) {
    int n = rising.length;
    int below = (int) Math.max(0, Math.floor((n - Z * Math.sqrt(n)) / 2));
    return new Interval(rising[below], rising[n - 1 - below]);
  }

  /// The middle 95 % around an estimate whose error is normal.
  public static Interval normal(double estimate, double standardError) {
    return new Interval(estimate - Z * standardError, estimate + Z * standardError);
  }

  private static double quantile(double alpha, double beta, double share) {
    return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(share);
  }
}
