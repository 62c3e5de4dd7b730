package dev.afina.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers come from SciPy, statsmodels and exact arithmetic.
class StatisticsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, .277533",
    "10, 10, .722467, 1",
    "5, 10, .236593, .763407",
    "41, 48, .728328, .927518",
    "45, 48, .831646, .978517",
    "81, 263, .255289, .366210",
    "15, 148, .062386, .160487"
  })
  void wilsonsInterval(int hits, int cases, double low, double high) {
    Interval interval = Interval.wilson(hits, cases);
    assertThat(interval.low()).isEqualTo(low, within(1e-6));
    assertThat(interval.high()).isEqualTo(high, within(1e-6));
  }

  @Test
  void afterNoCaseNothingIsKnown() {
    assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessageContaining("3 of 2");
  }

  @ParameterizedTest
  @CsvSource({"48, .925900", "35, .90", "73, .95", "381, .99"})
  void aPerfectScoreProvesOnlySoMuch(int cases, double low) {
    assertThat(Interval.wilson(cases, cases).low()).isBetween(low - 1e-6, low + .0025);
    assertThat(cases == 48 || Interval.wilson(cases - 1, cases - 1).low() < low).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, .0625",
    "0, 6, .03125",
    "1, 8, .0390625",
    "3, 10, .0922851562",
    "5, 14, .0635681152",
    "4, 11, .1184692383",
    "7, 15, .1338005066",
    "10, 11, 1",
    "10, 25, .0166738478",
    "86, 150, 3.71594e-5",
    "0, 0, 1"
  })
  void mcNemarsExactTest(int b, int c, double p) {
    assertThat(McNemar.exact(b, c)).isEqualTo(p, within(1e-9));
    assertThat(McNemar.exact(c, b)).isEqualTo(p, within(1e-9));
  }

  @Test
  void theExactTestDoesNotUnderflow() {
    assertThat(McNemar.exact(121, 59)).isEqualTo(4.434449e-6, within(1e-12));
    assertThat(McNemar.exact(2000, 2000)).isEqualTo(1);
  }

  @Test
  void winsNeededForEachNumberOfLosses() {
    int[] needed = IntStream.rangeClosed(0, 8).map(McNemar::winsNeeded).toArray();
    assertThat(needed).containsExactly(6, 8, 10, 12, 13, 15, 17, 18, 20);
  }

  @ParameterizedTest
  @CsvSource({".02, .10, 144.8", ".05, .15, 154.6", ".03, .06, 782.5"})
  void casesNeededForADifference(double losses, double wins, double cases) {
    assertThat(McNemar.casesNeeded(losses, wins)).isEqualTo(cases, within(0.05));
  }

  @Test
  void whatSoManyCasesShowIsTheInverseOfWhatIsNeeded() {
    assertThat(McNemar.casesNeeded(10)).isEqualTo(155);
    assertThat(McNemar.pointsShown(155)).isEqualTo(10);
    assertThat(McNemar.pointsShown(154)).isEqualTo(11);
    assertThat(McNemar.pointsShown(3)).isEqualTo(100);
  }

  @Test
  void fishersExactTest() {
    assertThat(Fisher.exact(8, 2, 1, 5)).isEqualTo(.034965, within(1e-6));
    assertThat(Fisher.exact(0, 0, 3, 4)).isEqualTo(1, within(1e-12));
  }

  @Test
  void benjaminiAndHochbergsCorrection() {
    double[] p = {.001, .008, .039, .041, .042, .06, .074, .205, .212, .216};
    double[] expected = {.01, .04, .084, .084, .084, .1, .105714, .216, .216, .216};
    double[] adjusted = FalseDiscovery.adjust(p);
    for (int i = 0; i < p.length; i++) assertThat(adjusted[i]).isEqualTo(expected[i], within(1e-6));
  }

  @Test
  void theBootstrapDrawsEachOutcomeAsOftenAsItShould() {
    double[] data = {0, 1, 1};
    double[] means =
        Bootstrap.draw(3, Bootstrap.DRAWS, drawn -> Arrays.stream(drawn).mapToDouble(i -> data[i]).sum(), 42);
    double[] shares = new double[4];
    for (double mean : means) shares[(int) mean] += 1.0 / means.length;
    double[] exact = {1 / 27.0, 6 / 27.0, 12 / 27.0, 8 / 27.0};
    for (int i = 0; i < 4; i++) assertThat(shares[i]).isEqualTo(exact[i], within(0.015));
  }

  @Test
  void theSameSeedDrawsTheSameInterval() {
    double[] data = {0.1, 0.4, 0.2, 0.9, 0.3};
    var once = Bootstrap.interval(5, d -> Arrays.stream(d).mapToDouble(i -> data[i]).sum(), 7);
    var again = Bootstrap.interval(5, d -> Arrays.stream(d).mapToDouble(i -> data[i]).sum(), 7);
    assertThat(once).isEqualTo(again);
    assertThat(once.low()).isLessThan(1.9).isGreaterThan(0.5);
    assertThat(once.high()).isGreaterThan(1.9).isLessThan(4.5);
  }

  @Test
  void resultsKeepSixDecimals() {
    assertThat(Rounding.six(1.0 / 3)).isEqualTo(0.333333);
    assertThatThrownBy(() -> Rounding.six(Double.NaN)).hasMessageContaining("NaN");
  }
}
