package dev.afina.evaluation.statistics;

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
    if (cases == 0) return new Interval(0, 1);
    double n = cases;
    double share = hits / n;
    double z2 = Z * Z;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    // At the ends the formula gives exactly 0 and 1, but floating point does not.
    return new Interval(
        hits == 0 ? 0 : Math.max(0, middle - half), hits == cases ? 1 : Math.min(1, middle + half));
  }
}
