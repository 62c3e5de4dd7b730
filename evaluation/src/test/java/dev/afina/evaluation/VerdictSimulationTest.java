package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.statistics.McNemar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Are the verdicts right? 2,000 pairs of equal models and 2,000 pairs that differ by what so many
/// cases are said to show, for each number of cases. The lines are those of the lab book.
class VerdictSimulationTest {
  private static final int PAIRS = 2000;
  private static final double LOSSES = .05;

  /// Three standard errors of a share of 0.05, and of 0.8.
  private static final double NOISE_LOW = 3 * Math.sqrt(.05 * .95 / PAIRS);

  private static final double NOISE_HIGH = 3 * Math.sqrt(.8 * .2 / PAIRS);

  @ParameterizedTest
  @ValueSource(ints = {48, 100, 200, 500, 1000, 2000})
  void equalModelsAreSeldomToldApartAndThePromisedDifferenceIsFound(int cases) throws Exception {
    double promised = McNemar.detectable(cases);
    SplittableRandom random = new SplittableRandom(cases);
    int[] equal = verdicts(cases, LOSSES, random);
    int[] differing = verdicts(cases, LOSSES + promised, random);
    assertThat(equal[0] / (double) PAIRS).isLessThanOrEqualTo(.05 + NOISE_LOW);
    assertThat((equal[0] + equal[1]) / (double) PAIRS).isLessThanOrEqualTo(.05 + NOISE_LOW);
    assertThat(differing[0] / (double) PAIRS).isGreaterThanOrEqualTo(.8 - NOISE_HIGH);
    assertThat(differing[1]).isZero();
    String line =
        String.format(
            Locale.ROOT,
            "| %d | %.1f %% | %.1f %% | %.1f points | %.1f %% |",
            cases,
            100.0 * equal[0] / PAIRS,
            100.0 * equal[1] / PAIRS,
            100 * promised,
            100.0 * differing[0] / PAIRS);
    Path book = Path.of(System.getProperty("afina.root", ".."), "docs", "lab.md");
    assertThat(Files.readString(book)).contains(line);
  }

  /// How often "better" and "worse" are said.
  private static int[] verdicts(int cases, double winning, SplittableRandom random) {
    int[] said = new int[2];
    for (int pair = 0; pair < PAIRS; pair++) {
      int wins = 0;
      int losses = 0;
      for (int i = 0; i < cases; i++) {
        double u = random.nextDouble();
        if (u < winning) wins++;
        else if (u < winning + LOSSES) losses++;
      }
      switch (Verdict.of(Contestant.UNTRAINED, cases, wins, losses)) {
        case Verdict.Better _ -> said[0]++;
        case Verdict.Worse _ -> said[1]++;
        case Verdict _ -> {}
      }
    }
    return said;
  }
}
