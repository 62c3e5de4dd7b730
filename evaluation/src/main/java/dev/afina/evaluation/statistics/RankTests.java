package dev.afina.evaluation.statistics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/// Tests for numbers that are far from normal, such as times: they look at the order only.
public final class RankTests {
  private RankTests() {}

  /// Pairs ([Wilcoxon 1945](https://doi.org/10.2307/3001968)): whether the differences lie around
  /// 0. Exact up to 50 without ties.
  public static double paired(double[] differences) {
    return WilcoxonSignedRankTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(differences)
        .getPValue();
  }

  /// Two groups ([Mann and Whitney 1947](https://doi.org/10.1214/aoms/1177730491)): whether one's
  /// numbers tend to be larger.
  public static double groups(double[] first, double[] second) {
    return MannWhitneyUTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(first, second)
        .getPValue();
  }
}
