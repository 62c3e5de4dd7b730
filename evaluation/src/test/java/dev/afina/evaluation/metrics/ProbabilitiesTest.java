package dev.afina.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The numbers are scikit-learn's, or exact arithmetic.
class ProbabilitiesTest {

  @Test
  void logLoss() {
    assertThat(
            Probabilities.logLoss(
                rows(new double[][] {{.1, .9}, {.9, .1}, {.8, .2}, {.35, .65}}),
                new int[] {1, 0, 0, 1}))
        .isEqualTo(.216162, within(1e-6));
  }

  @Test
  void brierOfAnEventAndOfClasses() {
    assertThat(
            Probabilities.brier(
                new double[] {.1, .9, .8, .3}, new boolean[] {false, true, true, false}))
        .isEqualTo(.0375, within(1e-12));
    assertThat(
            Probabilities.brier(
                rows(new double[][] {{.8, .1, .1}, {.2, .7, .1}, {.2, .2, .6}}),
                new int[] {0, 1, 2}))
        .isEqualTo(.146667, within(1e-6));
  }

  @Test
  void amongTheTwoLikeliest() {
    assertThat(
            Probabilities.topAccuracy(
                rows(new double[][] {{.5, .2, .2}, {.3, .4, .2}, {.2, .4, .3}, {.7, .2, .1}}),
                new int[] {0, 1, 2, 2},
                2))
        .isEqualTo(.75);
  }

  @Test
  void theExpectedCalibrationError() {
    assertThat(
            Reliability.equallyWide(
                    new double[] {.95, .95, .95, .85, .85, .55, .55, .65},
                    new boolean[] {true, true, false, true, false, true, false, true},
                    10)
                .error())
        .isEqualTo(.25, within(1e-9));
    assertThat(ninety(9)).isEqualTo(0, within(1e-9));
    assertThat(ninety(5)).isEqualTo(.4, within(1e-9));
  }

  @Test
  void theCalibrationCurve() {
    Reliability curve =
        Reliability.equallyWide(
            new double[] {.1, .2, .3, .4, .65, .7, .8, .9, 1},
            new boolean[] {false, false, false, false, true, true, true, true, true},
            3);
    assertThat(curve.bins()).extracting(Reliability.Bin::accuracy).containsExactly(0., .5, 1.);
    assertThat(curve.bins()).extracting(Reliability.Bin::confidence).containsExactly(.2, .525, .85);
  }

  @Test
  void binsOfEquallyManyHoldThemAll() {
    double[] confidences = new double[7];
    for (int i = 0; i < 7; i++) confidences[i] = .3 + i * .1;
    Reliability five = Reliability.equallyMany(confidences, new boolean[7], 5);
    assertThat(five.bins().stream().mapToInt(Reliability.Bin::count).sum()).isEqualTo(7);
    assertThat(five.error()).isEqualTo(.6, within(1e-6));
  }

  @Test
  void theAreaUnderTheCurveCountsPairs() {
    // Of the four pairs (yes, no) three are in order and one is a tie.
    assertThat(
            Probabilities.auroc(
                new double[] {.9, .5, .5, .1}, new boolean[] {true, true, false, false}))
        .isEqualTo(.875);
    assertThat(Probabilities.auroc(new double[] {.2, .4}, new boolean[] {true, true}))
        .isEqualTo(.5);
  }

  @Test
  void aSoftmaxCoolsAndWarms() {
    assertThat(Temperature.softmax(new double[] {2, 1, 0}, 1))
        .containsExactly(new double[] {.665241, .244728, .090031}, within(1e-6));
    assertThat(Temperature.softmax(new double[] {2, 1, 0}, 2))
        .containsExactly(new double[] {.506480, .307196, .186324}, within(1e-6));
  }

  @Test
  void theTemperatureOfWhoSaysThreeTimesTooMuchIsThree() {
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> logs = new ArrayList<>();
    int[] truth = new int[20_000];
    for (int i = 0; i < truth.length; i++) {
      double[] honest = {random.nextDouble(3), random.nextDouble(3), random.nextDouble(3)};
      double[] shares = Temperature.softmax(honest, 1);
      double u = random.nextDouble();
      truth[i] = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2;
      logs.add(new double[] {3 * honest[0], 3 * honest[1], 3 * honest[2]});
    }
    assertThat(Temperature.fit(logs, truth)).isEqualTo(3, within(.15));
  }

  private static double ninety(int right) {
    double[] confidences = new double[10];
    boolean[] was = new boolean[10];
    for (int i = 0; i < 10; i++) {
      confidences[i] = .9;
      was[i] = i < right;
    }
    return Reliability.equallyWide(confidences, was, 10).error();
  }

  private static List<double[]> rows(double[][] rows) {
    return List.of(rows);
  }
}
