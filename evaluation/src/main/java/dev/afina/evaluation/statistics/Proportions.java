package dev.afina.evaluation.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Two groups of different people, and how many of each did something: the tests of an A/B
/// comparison that is looked at once, at its end.
public final class Proportions {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// Below this the division itself is broken, and nothing else may be concluded.
  public static final double BROKEN_DIVISION = 0.001;

  private Proportions() {}

  /// The statistic of the test with a pooled variance, second less first; 0 where all or none did.
  public static double z(int firstHits, int first, int secondHits, int second) {
    double pooled = (double) (firstHits + secondHits) / (first + second);
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / first + 1.0 / second));
    double difference = (double) secondHits / second - (double) firstHits / first;
    return error == 0 ? 0 : difference / error;
  }

  /// How probable a difference at least as large is by chance alone, two-sided.
  public static double p(int firstHits, int first, int secondHits, int second) {
    return twoSided(z(firstHits, first, secondHits, second));
  }

  /// The two-sided probability of a standard normal statistic.
  public static double twoSided(double z) {
    return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
  }

  /// How many a group must have to find the difference of two shares in four of five tests.
  public static double perGroup(double first, double second) {
    double mean = (first + second) / 2;
    double root =
        NORMAL.inverseCumulativeProbability(0.975) * Math.sqrt(2 * mean * (1 - mean))
            + NORMAL.inverseCumulativeProbability(0.8)
                * Math.sqrt(first * (1 - first) + second * (1 - second));
    double difference = second - first;
    return root * root / (difference * difference);
  }

  /// Whether people were divided as planned: χ² of the counts against equal shares. Below
  /// [#BROKEN_DIVISION] something is wrong with who sees what.
  ///
  /// @return the probability of a division at least as uneven
  public static double evenlyDivided(int first, int second) {
    return ChiSquaredDistribution.of(1).survivalProbability(unevenness(first, second));
  }

  static double unevenness(int first, int second) {
    double planned = (first + second) / 2.0;
    return (Math.pow(first - planned, 2) + Math.pow(second - planned, 2)) / planned;
  }

  /// How probable it is that the second share is truly larger, for one who before found every share
  /// as likely as any other ([Miller](https://www.evanmiller.org/bayesian-ab-testing.html)).
  public static double secondIsLarger(int firstHits, int first, int secondHits, int second) {
    return larger(1 + firstHits, 1 + first - firstHits, 1 + secondHits, 1 + second - secondHits);
  }

  /// `P(B > A)` of two beta distributions, A's parameters first.
  static double larger(int alphaA, int betaA, int alphaB, int betaB) {
    double sum = 0;
    for (int i = 0; i < alphaB; i++)
      sum +=
          Math.exp(
              logBeta(alphaA + i, betaA + betaB)
                  - Math.log(betaB + i)
                  - logBeta(1 + i, betaB)
                  - logBeta(alphaA, betaA));
    return sum;
  }

  private static double logBeta(double a, double b) {
    return org.apache.commons.numbers.gamma.LogBeta.value(a, b);
  }
}
