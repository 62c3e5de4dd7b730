package dev.afina.dataset.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Numbers of cleanlab, NLTK, vendi-score and SciPy, or exact arithmetic.
class MeasuresTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  private static final int[] LABELS = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
  private static final double[][] PROBABILITIES = {
    {.9, .05, .05}, {.8, .15, .05}, {.1, .8, .1}, {.6, .3, .1}, {.1, .85, .05},
    {.2, .7, .1}, {.75, .2, .05}, {.05, .05, .9}, {.1, .1, .8}, {.05, .7, .25}
  };

  @Test
  void labelsInDoubtAreThoseOfCleanlab() {
    ConfidentLearning learned = ConfidentLearning.of(LABELS, PROBABILITIES);
    assertThat(learned.thresholds()).containsExactly(new double[] {.6, .583333333, .65}, CLOSE);
    assertThat(learned.joint()).isDeepEqualTo(new int[][] {{3, 1, 0}, {1, 2, 0}, {0, 1, 2}});
    assertThat(learned.issues())
        .extracting(ConfidentLearning.Issue::item)
        .containsExactlyInAnyOrder(2, 6, 9);
    double[] margins = {.925, .825, .15, .65, .875, .75, .225, .925, .85, .275};
    for (int i = 0; i < margins.length; i++)
      assertThat(ConfidentLearning.margin(PROBABILITIES[i], LABELS[i]))
          .isCloseTo(margins[i], CLOSE);
  }

  /// Krippendorff's own examples, to more digits.
  @Test
  void ratersAgreeAsKrippendorffCounts() {
    assertThat(alpha("0100000010", "1110010000")).isCloseTo(.095238, CLOSE);
    assertThat(alpha("aabbdcccedda", "babbbccceddd")).isCloseTo(.691964, CLOSE);
  }

  private static double alpha(String one, String other) {
    List<List<Character>> rated = new ArrayList<>();
    for (int i = 0; i < one.length(); i++) rated.add(List.of(one.charAt(i), other.charAt(i)));
    rated.add(List.of('z')); // by one only: counts for nothing
    return Raters.alpha(rated).orElseThrow();
  }

  @Test
  void balanceOfClasses() {
    assertBalance(Balance.of(List.of(16, 16, 16)), 1, 1, 3);
    assertBalance(Balance.of(List.of(40, 6, 2)), .495428, 20, 1.7234);
    assertBalance(Balance.of(List.of(24, 12, 12)), .946395, 2, 2.8284);
  }

  private static void assertBalance(
      Balance balance, double entropy, double ratio, double effective) {
    assertThat(balance.entropy()).isCloseTo(entropy, CLOSE);
    assertThat(balance.ratio()).isCloseTo(ratio, CLOSE);
    assertThat(balance.effective()).isCloseTo(effective, within(5e-5));
  }

  @Test
  void distributionsThatDiffer() {
    double[] p = {.5, .3, .2};
    double[] q = {.4, .4, .2};
    assertThat(Balance.divergence(p, q)).isCloseTo(.00918593, within(1e-8));
    assertThat(Balance.drift(p, q)).isCloseTo(.05108256, within(1e-8));
  }

  @Test
  void differentWords() {
    List<String> texts =
        List.of("hola como puedo ayudarte", "hola como estas hoy", "gracias por llamar");
    assertThat(Variety.distinct(texts, 1)).isCloseTo(9.0 / 11, CLOSE);
    assertThat(Variety.distinct(texts, 2)).isCloseTo(7.0 / 8, CLOSE);
    assertThat(Variety.distinct(texts, 3)).isEqualTo(1);
    assertThat(Variety.expectationAdjusted(9, 11, 1000)).isCloseTo(.822281, CLOSE);
    assertThat(Variety.expectationAdjusted(5000, 20000, 10000)).isCloseTo(.578250, CLOSE);
  }

  @Test
  void textsAgainstTheOthers() {
    List<String> texts =
        List.of(
            "hola como puedo ayudarte hoy",
            "hola como te puedo ayudar hoy",
            "gracias por llamar a soporte");
    assertThat(Variety.selfBleu(texts, 2)).isCloseTo(.270787, CLOSE);
    assertThat(Variety.selfBleu(texts, 3)).isCloseTo(.112529, CLOSE);
    assertThat(Variety.selfBleu(texts, 4)).isCloseTo(.079263, CLOSE);
  }

  @Test
  void howManyTextsASetIsWorth() {
    assertThat(Variety.vendi(new double[][] {{1, .9, 0}, {.9, 1, 0}, {0, 0, 1}}))
        .isCloseTo(2.157300, CLOSE);
    assertThat(
            Variety.vendi(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}))
        .isCloseTo(4, CLOSE);
    assertThat(Variety.vendi(new double[][] {{1, 1}, {1, 1}})).isCloseTo(1, CLOSE);
    double[] samples = {0, 0, 10, 10, 20, 20};
    double[][] similar = new double[6][6];
    for (int i = 0; i < 6; i++)
      for (int j = 0; j < 6; j++) similar[i][j] = Math.exp(-Math.abs(samples[i] - samples[j]));
    assertThat(Variety.vendi(similar)).isCloseTo(2.999999996, within(1e-8));
  }
}
