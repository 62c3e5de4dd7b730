package dev.afina.evaluation.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The exact test of [McNemar](https://doi.org/10.1007/BF02295996): two contestants on the same
/// cases. Only the cases count where one is right and the other wrong; if both are equally good,
/// each such case is a throw of a coin.
public final class McNemar {
  /// A difference is called shown below this probability of chance.
  public static final double ALPHA = 0.05;

  /// Assumed of two good versions of a model: the share of cases that the better one loses.
  private static final double LOSSES = 0.05;

  /// The 80 % quantile of the normal distribution: how often a true difference shall be found.
  private static final double Z_POWER = 0.8416212335729143;

  /// How often a true difference shall be found.
  private static final double POWER = 0.8;

  private static final Map<Integer, Double> DETECTABLE = new ConcurrentHashMap<>();

  private McNemar() {}

  /// How probable it is that chance alone divides the cases at least so unevenly (two-sided):
  /// `min(1, 2 Σ_{i ≤ min} C(n, i) / 2ⁿ)`.
  public static double exact(int wins, int losses) {
    int n = wins + losses;
    double logTerm = -n * Math.log(2);
    double sum = Math.exp(logTerm);
    for (int i = 1; i <= Math.min(wins, losses); i++) {
      logTerm += Math.log((double) (n - i + 1) / i);
      sum += Math.exp(logTerm);
    }
    return Math.min(1, 2 * sum);
  }

  /// How many wins it takes, beside so many losses, until a difference is shown.
  public static int winsNeeded(int losses) {
    int wins = losses + 1;
    while (exact(wins, losses) >= ALPHA) wins++;
    return wins;
  }

  /// How many cases it takes to find a true difference in four of five tests ([Connor
  /// 1987](https://doi.org/10.2307/2531961)).
  ///
  /// @param losses share of cases that only the first gets right
  /// @param wins share of cases that only the second gets right
  public static double casesNeeded(double losses, double wins) {
    double discordant = losses + wins;
    double difference = wins - losses;
    double root =
        Interval.Z * Math.sqrt(discordant)
            + Z_POWER * Math.sqrt(discordant - difference * difference);
    return root * root / (difference * difference);
  }

  /// The statistic of the test's approximation, of one degree of freedom; `corrected` for
  /// continuity, as most programs print it.
  public static double chiSquare(int wins, int losses, boolean corrected) {
    if (wins + losses == 0) return 0;
    double difference = Math.max(0, Math.abs(wins - losses) - (corrected ? 1 : 0));
    return difference * difference / (wins + losses);
  }

  /// How often [#exact] finds a true difference, in the right direction: its exact power.
  ///
  /// @param losses share of cases that only the first gets right
  /// @param wins share of cases that only the second gets right, the better one
  public static double power(int cases, double losses, double wins) {
    double discordant = losses + wins;
    if (discordant <= 0) return 0;
    var differing = BinomialDistribution.of(cases, Math.min(1, discordant));
    double found = 0;
    for (int n = differing.inverseCumulativeProbability(1e-9); n <= cases; n++) {
      double probability = differing.probability(n);
      if (n > cases * discordant && probability < 1e-12) break;
      int least = winsAmong(n);
      if (least <= n)
        found +=
            probability
                * BinomialDistribution.of(n, wins / discordant).survivalProbability(least - 1);
    }
    return found;
  }

  /// The same for a next version that also loses one case in twenty. Kept, because the same number
  /// of cases is asked for again and again.
  public static double detectable(int cases) {
    return DETECTABLE.computeIfAbsent(cases, n -> detectable(n, LOSSES));
  }

  /// The smallest true improvement that so many cases show in four of five tests, as a share; 1 if
  /// they can show none.
  ///
  /// @param losses share of cases that the better one gets wrong and the other right
  public static double detectable(int cases, double losses) {
    if (cases == 0) return 1;
    double low = 0;
    double high = 1 - 2 * losses;
    if (power(cases, losses, losses + high) < POWER) return 1;
    while (high - low > 1e-4) {
      double middle = (low + high) / 2;
      if (power(cases, losses, losses + middle) >= POWER) high = middle;
      else low = middle;
    }
    return high;
  }

  /// How many wins of `n` cases that differ show a difference; more than `n` if none does.
  private static int winsAmong(int n) {
    var coin = BinomialDistribution.of(n, 0.5);
    int losses = coin.inverseCumulativeProbability(ALPHA / 2);
    while (losses >= 0 && 2 * coin.cumulativeProbability(losses) >= ALPHA) losses--;
    return n - losses;
  }

  /// Cases needed to show that a next version is better by `points` per cent, if it also loses one
  /// case in twenty.
  public static int casesNeeded(int points) {
    return (int) Math.ceil(casesNeeded(LOSSES, LOSSES + points / 100.0));
  }

  /// The smallest improvement, in whole per cent, for which so many cases are enough; 100 if none.
  public static int pointsShown(int cases) {
    int points = 1;
    while (points < 100 - 100 * LOSSES && casesNeeded(points) > cases) points++;
    return casesNeeded(points) > cases ? 100 : points;
  }
}
