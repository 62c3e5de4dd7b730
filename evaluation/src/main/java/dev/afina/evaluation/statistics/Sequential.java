package dev.afina.evaluation.statistics;

/// Tests that may be looked at whenever one likes, and stopped at any look. The usual tests may
/// not: who looks daily and stops at the first p below 0.05 finds a difference far too often.
public final class Sequential {
  /// The number of people at which the interval shall be narrowest.
  public static final int USUAL = 5000;

  private static final double ALPHA = 0.05;

  private Sequential() {}

  /// A difference, an interval that holds at all looks together, and its probability.
  public record Look(double difference, Interval interval, double p) {}

  /// Two shares, second less first: the asymptotic confidence sequence of [Waudby-Smith and
  /// others](https://arxiv.org/abs/2103.06476), as GrowthBook computes it.
  ///
  /// @param narrowest people in both groups at which the interval shall be narrowest
  public static Look shares(int firstHits, int first, int secondHits, int second, int narrowest) {
    double a = (double) firstHits / first;
    double b = (double) secondHits / second;
    return look(b - a, a * (1 - a) / first + b * (1 - b) / second, first + second, narrowest);
  }

  /// An estimate of any kind.
  ///
  /// @param variance of the estimate, its standard error squared
  /// @param n people in both groups
  public static Look look(double difference, double variance, int n, int narrowest) {
    double rho = rho(narrowest);
    double grown = n * rho * rho + 1;
    double half =
        Math.sqrt(variance * n)
            * Math.sqrt(2 * grown * Math.log(Math.sqrt(grown) / ALPHA) / Math.pow(n * rho, 2));
    double evidence = variance == 0 ? 0 : n * difference * difference / variance;
    double p = Math.sqrt(grown) * Math.exp(-rho * rho * evidence / (2 * grown));
    return new Look(difference, new Interval(difference - half, difference + half), Math.min(1, p));
  }

  static double rho(int narrowest) {
    double log = -2 * Math.log(ALPHA);
    return Math.sqrt((log + Math.log(log + 1)) / narrowest);
  }

  /// How much more the data speak for a difference than against one: the mixture sequential
  /// probability ratio of [Johari and others](https://arxiv.org/abs/1512.04922). Its inverse is a
  /// probability that holds at all looks.
  ///
  /// @param n people in each group
  /// @param tau2 variance of the differences that are expected; it must fit, or little is found
  public static double mixtureRatio(double first, double second, int n, double tau2) {
    double v = first * (1 - first) + second * (1 - second);
    double d = second - first;
    return Math.sqrt(v / (v + n * tau2))
        * Math.exp((double) n * n * tau2 * d * d / (2 * v * (v + n * tau2)));
  }
}
