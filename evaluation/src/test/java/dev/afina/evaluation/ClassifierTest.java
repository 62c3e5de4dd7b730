package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.evaluation.metrics.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final List<String> LABELS = List.of("comprar", "devolver", "queja");

  @Test
  void probabilitiesAreASoftmaxOverTheIntents() {
    Prediction made = new Classifier(LABELS, 0, 0).predict(new double[] {2, 1, 0});
    assertThat(made.label()).isEqualTo("comprar");
    assertThat(made.probabilities().values()).containsExactly(.665241, .244728, .090031);
    assertThat(Temperature.softmax(new double[] {-1000, -1001, -1002}, 1)[0])
        .isEqualTo(.665241, within(1e-6));
  }

  @Test
  void belowTheThresholdItIsUnsureAndAnswersNone() {
    Classifier strict = new Classifier(LABELS, 0.7, 9);
    assertThat(strict.predict(new double[] {2, 1, 0}).answer()).isEqualTo("none");
    assertThat(strict.predict(new double[] {9, 1, 0}).answer()).isEqualTo("comprar");
    assertThat(strict.predict(new double[] {2, 1, 0}).label()).isEqualTo("comprar");
  }

  @Test
  void theThresholdKeepsNineteenOfTwentyRightPredictions() {
    List<double[]> scores = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      scores.add(new double[] {i * 0.1, 0, 0});
      truth.add("comprar");
    }
    scores.add(new double[] {0, 0.01, 0}); // wrong, so it has no say
    truth.add("queja");
    Classifier classifier = Classifier.calibrate(LABELS, scores, truth);
    long sure = scores.stream().limit(20).filter(s -> !classifier.predict(s).unsure()).count();
    assertThat(sure).isEqualTo(19);
    assertThat(classifier.restsOn()).isEqualTo(20);
    assertThat(classifier.predict(scores.get(20)).unsure()).isTrue();
  }

  @Test
  void withFewRightPredictionsAllStaySure() {
    List<double[]> scores = List.of(new double[] {1, 0, 0}, new double[] {0, 3, 0});
    Classifier classifier = Classifier.calibrate(LABELS, scores, List.of("comprar", "devolver"));
    // rank 0.05 · 3 between chance, 1/3, and the smaller one, e / (e + 2) = 0.576117
    assertThat(classifier.threshold()).isEqualTo(.369751);
    assertThat(scores).noneMatch(s -> classifier.predict(s).unsure());
  }

  @Test
  void withoutARightPredictionEverythingIsAccepted() {
    Classifier classifier =
        Classifier.calibrate(LABELS, List.of(new double[] {1, 0, 0}), List.of("queja"));
    assertThat(classifier).isEqualTo(new Classifier(LABELS, 0, 0));
  }

  @Test
  void sentencesOfNoIntentMoveTheThresholdBetweenThemAndTheRest() {
    List<double[]> scores =
        List.of(
            new double[] {5, 0, 0},
            new double[] {0, 4, 0},
            new double[] {.2, 0, 0},
            new double[] {0, .1, 0});
    Classifier classifier =
        Classifier.calibrate(LABELS, scores, List.of("comprar", "devolver", "none", "none"));
    assertThat(scores.stream().map(s -> classifier.predict(s).answer()))
        .containsExactly("comprar", "devolver", "none", "none");
    assertThat(classifier.restsOn()).isEqualTo(4);
  }

  @Test
  void whoIsTooSureIsCooledWithoutChangingAnAnswer() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> logs = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int said = random.nextInt(3);
      double[] row = new double[3];
      row[said] = 10;
      logs.add(row);
      truth.add(LABELS.get(random.nextDouble() < .8 ? said : (said + 1) % 3));
    }
    Classifier cooled = Classifier.calibrate(LABELS, logs, truth);
    assertThat(cooled.temperature()).isGreaterThan(3);
    assertThat(cooled.predict(new double[] {10, 0, 0}).label()).isEqualTo("comprar");
    assertThat(cooled.predict(new double[] {10, 0, 0}).probability()).isEqualTo(.8, within(.06));
    assertThat(
            Classifier.calibrate(LABELS, logs.subList(0, 40), truth.subList(0, 40)).temperature())
        .isEqualTo(1);
  }
}
