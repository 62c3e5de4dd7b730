package dev.afina.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers come from SciPy, statsmodels, GrowthBook and exact arithmetic.
class MoreStatisticsTest {

  @ParameterizedTest
  @CsvSource({"0, 10, 0, .308497", "45, 48, .828040, .986921", "10, 10, .691503, 1"})
  void clopperAndPearsonsInterval(int hits, int cases, double low, double high) {
    same(Interval.clopperPearson(hits, cases), low, high);
  }

  @Test
  void theBayesiansInterval() {
    same(Interval.posterior(45, 48, 1), .831341, .977309);
    same(Interval.posterior(45, 48, 0.5), .842517, .982084);
  }

  @ParameterizedTest
  @CsvSource({
    "120, 1000, 150, 1000, 1.963050, .049640, .000014, .060008",
    "200, 2000, 250, 2000, 2.501955, .012351, .005410, .044624",
    "41, 48, 45, 48, 1.336431, .181409, -.045451, .215688"
  })
  void twoShares(int hitsA, int a, int hitsB, int b, double z, double p, double low, double high) {
    assertThat(Proportions.z(hitsA, a, hitsB, b)).isEqualTo(z, within(1e-6));
    assertThat(Proportions.p(hitsA, a, hitsB, b)).isEqualTo(p, within(1e-6));
    same(Interval.newcombe(hitsA, a, hitsB, b), low, high);
  }

  @ParameterizedTest
  @CsvSource({".80, .90, 198.96", ".12, .15, 2035.6", ".05, .06, 8157.7"})
  void peopleNeededInEachGroup(double first, double second, double people) {
    assertThat(Proportions.perGroup(first, second)).isEqualTo(people, within(.05));
  }

  @Test
  void anUnevenDivisionIsSeen() {
    assertThat(Proportions.unevenness(1000, 1100)).isEqualTo(4.761905, within(1e-6));
    assertThat(Proportions.evenlyDivided(1000, 1100)).isEqualTo(.029096, within(1e-6));
  }

  @Test
  void howProbablyTheSecondIsLarger() {
    assertThat(Proportions.larger(1, 1, 1, 1)).isEqualTo(.5, within(1e-9));
    assertThat(Proportions.larger(1, 1, 2, 1)).isEqualTo(2 / 3.0, within(1e-9));
    assertThat(Proportions.secondIsLarger(120, 1000, 150, 1000)).isEqualTo(.975068, within(1e-6));
    assertThat(Proportions.secondIsLarger(41, 48, 45, 48)).isEqualTo(.900427, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "86, 150, true, 16.817797",
    "86, 150, false, 17.355932",
    "10, 25, true, 5.6",
    "10, 25, false, 6.428571"
  })
  void mcNemarsStatistic(int wins, int losses, boolean corrected, double chiSquare) {
    assertThat(McNemar.chiSquare(wins, losses, corrected)).isEqualTo(chiSquare, within(1e-6));
  }

  @Test
  void theExactTestFindsAsMuchAsCountingEveryOutcomeSays() {
    // All outcomes of 30 cases, one by one.
    double losses = .05;
    double wins = .25;
    double found = 0;
    for (int w = 0; w <= 30; w++)
      for (int l = 0; w + l <= 30; l++)
        if (w > l && McNemar.exact(w, l) < McNemar.ALPHA)
          found += trinomial(30, w, l, wins, losses);
    assertThat(McNemar.power(30, losses, wins)).isEqualTo(found, within(1e-9));
    assertThat(McNemar.power(155, .05, .15)).isBetween(.70, .80);
  }

  @Test
  void whatIsDetectableIsFoundInFourOfFiveTests() {
    double shown = McNemar.detectable(100, .05);
    assertThat(McNemar.power(100, .05, .05 + shown)).isBetween(.8, .81);
    assertThat(McNemar.detectable(5, .05)).isEqualTo(1);
  }

  @Test
  void flippingSignsIsMcNemarsTestWhereNoGroupHasTwoCases() {
    for (int[] one : new int[][] {{0, 6}, {3, 10}, {10, 11}, {5, 5}}) {
      int[] balances =
          IntStream.range(0, one[0] + one[1] + 7)
              .map(i -> i < one[0] ? 1 : i < one[0] + one[1] ? -1 : 0)
              .toArray();
      assertThat(SignFlips.exact(balances)).isEqualTo(McNemar.exact(one[0], one[1]), within(1e-9));
    }
  }

  @Test
  void fourVariationsOfOneSentenceAreOneThrow() {
    assertThat(SignFlips.exact(new int[] {4, 4})).isEqualTo(.5);
    assertThat(SignFlips.exact(new int[] {1, 1, 1, 1, 1, 1, 1, 1})).isLessThan(.01);
  }

  @Test
  void clusteredErrors() {
    double[] x = {1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1};
    int[] groups = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
    int[] alone = IntStream.range(0, 12).toArray();
    assertThat(Clustered.standardError(x, groups)).isEqualTo(.204124, within(1e-6));
    assertThat(Clustered.standardError(x, alone)).isEqualTo(.136083, within(1e-6));
    assertThat(
            Clustered.standardError(
                new double[] {3, 0, 2, 3}, new int[] {3, 3, 3, 3}, 8 / 12.0, 12))
        .isEqualTo(.204124, within(1e-6));
  }

  @Test
  void asManyUnrelatedItemsHaveTheSameError() {
    // The same twelve: (.204124 / .136083)² = 2.25 times the variance, so they count like 5.33.
    double[] sums = {3, 0, 2, 3};
    int[] sizes = {3, 3, 3, 3};
    assertThat(Clustered.effective(sums, sizes, 8 / 12.0, 8 - 12 * (8 / 12.0) * (8 / 12.0), 12))
        .isEqualTo(5);
    assertThat(Clustered.effective(new double[] {3, 3}, new int[] {3, 3}, 1, 0, 6)).isEqualTo(2);
    assertThat(
            Clustered.effective(new double[] {1, 0, 1}, new int[] {1, 1, 1}, 2 / 3.0, 2 / 3.0, 3))
        .isEqualTo(3);
  }

  @Test
  void mcNemarsApproximation() {
    assertThat(Proportions.twoSided(Math.sqrt(McNemar.chiSquare(86, 150, true))))
        .isEqualTo(4.11456e-5, within(1e-10));
  }

  @Test
  void holmsCorrection() {
    double[] p = {.001, .008, .039, .041, .042, .06, .074, .205, .212, .216};
    double[] expected = {.01, .072, .312, .312, .312, .312, .312, .615, .615, .615};
    double[] adjusted = Holm.adjust(p);
    for (int i = 0; i < p.length; i++) assertThat(adjusted[i]).isEqualTo(expected[i], within(1e-9));
  }

  @Test
  void testsOfRanks() {
    assertThat(
            RankTests.paired(
                new double[] {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75}))
        .isEqualTo(.041259765625, within(1e-12));
    assertThat(RankTests.groups(new double[] {19, 22, 16, 29, 24}, new double[] {20, 11, 17, 12}))
        .isEqualTo(.111111, within(1e-6));
  }

  @Test
  void resamplingIsNotRepeating() {
    double[] d = {.02, .05, -.01, .04, .03, .06, 0, .05, .02, .04};
    ResampledT corrected = ResampledT.of(d, 38, 10);
    assertThat(corrected.t()).isEqualTo(2.201993, within(1e-6));
    assertThat(corrected.p()).isEqualTo(.055161, within(1e-6));
    ResampledT naive = ResampledT.of(d, 38, 0);
    assertThat(naive.t()).isEqualTo(4.196272, within(1e-6));
    assertThat(naive.p()).isEqualTo(.002319, within(1e-6));
  }

  @Test
  void samplesThatAcceptLittle() {
    assertThat(IntStream.range(0, 4).map(c -> AcceptanceSampling.size(.05, c)))
        .containsExactly(59, 93, 124, 153);
    assertThat(IntStream.range(0, 4).map(c -> AcceptanceSampling.size(.10, c)))
        .containsExactly(29, 46, 61, 76);
    assertThat(IntStream.range(0, 4).map(c -> AcceptanceSampling.size(.02, c)))
        .containsExactly(149, 236, 313, 386);
  }

  @Test
  void aCurveIsFoundInItsPoints() {
    List<LearningCurve.Point> points =
        IntStream.of(8, 16, 24, 32, 40, 48)
            .mapToObj(n -> new LearningCurve.Point(n, .10 + .9 / Math.sqrt(n)))
            .toList();
    LearningCurve curve = LearningCurve.fit(points);
    assertThat(curve.floor()).isEqualTo(.1, within(1e-5));
    assertThat(curve.reach()).isEqualTo(.9, within(1e-5));
    assertThat(curve.speed()).isEqualTo(.5, within(1e-5));
    assertThat(curve.error(100)).isEqualTo(.19, within(1e-6));
    assertThat(curve.error(200)).isEqualTo(.163640, within(1e-6));
    assertThat(curve.error(500)).isEqualTo(.140249, within(1e-6));
  }

  @Test
  void aLookThatHoldsAtAllLooks() {
    assertThat(Sequential.rho(5000)).isEqualTo(.0398400668, within(1e-9));
    Sequential.Look found = Sequential.shares(100, 1000, 160, 1000, Sequential.USUAL);
    assertThat(found.difference()).isEqualTo(.06, within(1e-9));
    same(found.interval(), .013206, .106794);
    assertThat(found.p()).isEqualTo(.004583, within(1e-6));
    Sequential.Look open = Sequential.shares(120, 1000, 150, 1000, Sequential.USUAL);
    same(open.interval(), -.017693, .077693);
    assertThat(open.p()).isEqualTo(.470691, within(1e-6));
  }

  @Test
  void growthBooksRelativeDifference() {
    double a = 1396 / 3000.0;
    double b = 2422 / 3461.0;
    double variance = b * b * a * (1 - a) / (3000 * Math.pow(a, 4)) + b * (1 - b) / (3461 * a * a);
    Sequential.Look look = Sequential.look((b - a) / a, variance, 6461, Sequential.USUAL);
    assertThat(look.difference()).isEqualTo(.50386, within(1e-5));
    assertThat(look.interval().low()).isEqualTo(.40098, within(1e-5));
    assertThat(look.interval().high()).isEqualTo(.60675, within(1e-5));
  }

  @Test
  void theMixtureMustFitTheDifference() {
    assertThat(Sequential.mixtureRatio(.10, .16, 1000, .01)).isEqualTo(378.3387, within(1e-4));
    assertThat(Sequential.mixtureRatio(.10, .16, 1000, 1e-4)).isEqualTo(9.859264, within(1e-6));
  }

  @Test
  void whoLooksAtEachHundredStillErrsInAtMostFivePerCent() {
    SplittableRandom random = new SplittableRandom(5);
    int wrong = 0;
    int naive = 0;
    for (int run = 0; run < 1000; run++) {
      int[] hits = new int[2];
      boolean found = false;
      boolean naivelyFound = false;
      for (int n = 100; n <= 3000; n += 100) {
        for (int i = 0; i < 100; i++)
          for (int g = 0; g < 2; g++) if (random.nextDouble() < .12) hits[g]++;
        found |= Sequential.shares(hits[0], n, hits[1], n, Sequential.USUAL).p() < .05;
        naivelyFound |= Proportions.p(hits[0], n, hits[1], n) < .05;
      }
      if (found) wrong++;
      if (naivelyFound) naive++;
    }
    assertThat(wrong).isLessThanOrEqualTo(64); // 50 and two standard errors
    assertThat(naive).isGreaterThan(150);
  }

  private static void same(Interval interval, double low, double high) {
    assertThat(interval.low()).isEqualTo(low, within(1e-6));
    assertThat(interval.high()).isEqualTo(high, within(1e-6));
  }

  private static double trinomial(int n, int w, int l, double wins, double losses) {
    double log = 0;
    for (int i = 1; i <= n; i++) log += Math.log(i);
    for (int k : new int[] {w, l, n - w - l}) for (int i = 1; i <= k; i++) log -= Math.log(i);
    return Math.exp(
        log
            + w * Math.log(wins)
            + l * Math.log(losses)
            + (n - w - l) * Math.log(1 - wins - losses));
  }
}
