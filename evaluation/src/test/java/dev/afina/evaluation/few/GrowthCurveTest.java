package dev.afina.evaluation.few;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.comparing.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GrowthCurveTest {

  @Test
  void manyExamplesOfAKnownCurveAreForecast() {
    // definitions.md: err = .10 + .9 n^−.5, so at 100 it is .19 and at 200 .163640.
    int[] sizes = {10, 20, 40, 60, 80, 100};
    GrowthCurve curve =
        GrowthCurve.of(folds(40_000, n -> .10 + .9 / Math.sqrt(n), sizes), 100, 42);
    assertThat(curve.points()).extracting(GrowthCurve.Point::examples).containsExactly(10, 20, 40, 60, 80, 100);
    assertThat(curve.outlook())
        .asInstanceOf(type(Outlook.Rising.class))
        .satisfies(rising -> {
          assertThat(rising.doubled()).isEqualTo(200);
          assertThat(rising.now()).isEqualTo(.81, within(.01));
          assertThat(rising.then()).isEqualTo(.83636, within(.01));
          assertThat(rising.then()).isBetween(rising.low(), rising.high());
        });
  }

  @Test
  void fewExamplesCannotSayWhatMoreWouldBring() {
    GrowthCurve curve =
        GrowthCurve.of(folds(48, n -> .10 + .9 / Math.sqrt(n), 8, 16, 24, 32, 40), 48, 42);
    assertThat(curve.outlook()).isInstanceOf(Outlook.Unsure.class);
  }

  @Test
  void aCurveThatIsAtItsEndSaysSo() {
    GrowthCurve curve = GrowthCurve.of(folds(20_000, _ -> .2, 50, 100, 200, 300), 400, 42);
    assertThat(curve.outlook())
        .asInstanceOf(type(Outlook.Level.class))
        .satisfies(level -> assertThat(level.then()).isEqualTo(.8, within(.01)));
  }

  @Test
  void threeSizesAreNoCurve() {
    GrowthCurve curve = GrowthCurve.of(folds(100, _ -> .2, 5, 10, 20), 25, 42);
    assertThat(curve.outlook()).isEqualTo(new Outlook.TooFew(25, 3, 4));
  }

  /// Two folds, each sentence wrong with the probability of its size.
  private static List<Fold> folds(int sentences, IntToDoubleFunction error, int... sizes) {
    Random random = new Random(7);
    List<Fold> folds = new ArrayList<>();
    for (int f = 0; f < 2; f++)
      for (int size : sizes) {
        List<Item> items = new ArrayList<>();
        for (int i = f; i < sentences; i += 2)
          items.add(
              CrossValidationTest.item(i + 1, random.nextDouble() >= error.applyAsDouble(size)));
        folds.add(new Fold(Contestant.LINEAR, 1, f + 1, size, items));
      }
    return folds;
  }
}
