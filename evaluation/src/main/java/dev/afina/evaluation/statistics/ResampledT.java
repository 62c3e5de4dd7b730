package dev.afina.evaluation.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/// Two recipes compared over repeated splits of the same sentences. The splits overlap, so a usual
/// t-test is far too sure; [Nadeau and Bengio](https://doi.org/10.1023/A:1024068626366) widen it.
///
/// @param mean of the differences, with the 95 % interval of the widened test
/// @param p two-sided
public record ResampledT(double mean, Interval interval, double t, double p) {

  /// @param differences second less first, one for each split
  /// @param learned and `judged`: sentences of a split
  public static ResampledT of(double[] differences, int learned, int judged) {
    int n = differences.length;
    if (n < 2) throw new IllegalArgumentException("one split shows no spread");
    double mean = 0;
    for (double d : differences) mean += d / n;
    double variance = 0;
    for (double d : differences) variance += (d - mean) * (d - mean) / (n - 1);
    double error = Math.sqrt(variance * (1.0 / n + (double) judged / learned));
    Interval none = new Interval(mean, mean);
    if (error == 0) return new ResampledT(mean, none, 0, mean == 0 ? 1 : 0);
    double t = mean / error;
    TDistribution chance = TDistribution.of(n - 1);
    double half = error * chance.inverseCumulativeProbability(0.975);
    return new ResampledT(
        mean,
        new Interval(mean - half, mean + half),
        t,
        2 * chance.survivalProbability(Math.abs(t)));
  }
}
