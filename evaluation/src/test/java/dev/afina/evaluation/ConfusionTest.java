package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.evaluation.IntentScore.Average;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Worked examples of scikit-learn.
class ConfusionTest {

  @Test
  void rowsAreWhatWasExpected() {
    assertThat(confusion("2,0,2,2,0,1", "0,0,2,2,0,2").counts())
        .isEqualTo(List.of(List.of(2, 0, 0), List.of(0, 0, 1), List.of(1, 0, 2)));
  }

  @Test
  void macroCountsEachIntentTheSame() {
    Average macro = Average.macro(confusion("0,1,2,0,1,2", "0,2,1,0,0,1"));
    assertThat(macro.precision()).isEqualTo(.222222, within(1e-6));
    assertThat(macro.recall()).isEqualTo(.333333, within(1e-6));
    assertThat(macro.f1()).isEqualTo(.266667, within(1e-6));
  }

  @Test
  void weightedCountsEachCaseTheSame() {
    Confusion confusion = confusion("0,1,2,2,2", "0,0,2,2,1");
    List<IntentScore> intents = IntentScore.of(confusion);
    assertThat(intents).extracting(IntentScore::f1).containsExactly(.666667, .0, .8);
    assertThat(Average.macro(confusion)).isEqualTo(new Average(.5, .555556, .488889));
    assertThat(Average.weighted(confusion)).isEqualTo(new Average(.7, .6, .613333));
  }

  @Test
  void fortyEightCasesByHand() {
    Confusion confusion =
        new Confusion(
            List.of("a", "b", "c"),
            List.of(List.of(18, 2, 0), List.of(2, 12, 1), List.of(0, 2, 11)));
    List<IntentScore> intents = IntentScore.of(confusion);
    assertThat(intents).extracting(IntentScore::f1).containsExactly(.9, .774194, .88);
    assertThat(Average.macro(confusion)).isEqualTo(new Average(.855556, .848718, .851398));
    assertThat(Average.weighted(confusion).f1()).isEqualTo(.855269);
    assertThat(confusion.total()).isEqualTo(48);
  }

  @Test
  void anIntentNobodyNamesHasNoPrecisionAndStillCounts() {
    Confusion confusion = confusion("0,0,1,1", "0,0,0,0");
    List<IntentScore> intents = IntentScore.of(confusion);
    assertThat(intents).extracting(IntentScore::precision).containsExactly(.5, .0);
    assertThat(intents).extracting(IntentScore::recall).containsExactly(1.0, .0);
    assertThat(Average.macro(confusion).f1()).isEqualTo(.333333);
  }

  @Test
  void anIntentWithoutCasesIsShownButNotInTheMean() {
    Confusion confusion = confusion("0,0,1", "0,2,1");
    List<IntentScore> intents = IntentScore.of(confusion);
    assertThat(intents).extracting(IntentScore::support).containsExactly(2, 1, 0);
    assertThat(Average.macro(confusion)).isEqualTo(new Average(1, .75, .833333));
  }

  @Test
  void agreementBeyondChance() {
    Confusion shuffled = confusion("0,1,2,0,1,2", "0,2,1,0,0,1");
    assertThat(shuffled.accuracy()).isEqualTo(.333333, within(1e-6));
    assertThat(shuffled.matthews()).isZero();
    assertThat(shuffled.kappa()).isEqualTo(0, within(1e-12));
    Confusion many =
        new Confusion(
            List.of("a", "b", "c"),
            List.of(List.of(18, 2, 0), List.of(2, 12, 1), List.of(0, 2, 11)));
    assertThat(many.accuracy()).isEqualTo(.854167, within(1e-6));
    assertThat(many.balancedAccuracy()).isEqualTo(.848718, within(1e-6));
    assertThat(many.matthews()).isEqualTo(.777706, within(1e-6));
    assertThat(many.kappa()).isEqualTo(.777188, within(1e-6));
    List<String> one = List.of("neg", "pos", "neg", "neu", "pos");
    List<String> other = List.of("neg", "pos", "neg", "neu", "neg");
    assertThat(Confusion.of(List.of("neg", "neu", "pos"), one, other).kappa())
        .isEqualTo(.6875, within(1e-12));
    assertThat(Average.weighted(many)).isEqualTo(new Average(.857639, .854167, .855269));
  }

  @Test
  void matthewsOfTwoClasses() {
    assertThat(confusion("1,1,1,0", "1,0,1,1").matthews()).isEqualTo(-.333333, within(1e-6));
    assertThat(confusion("1,1,1,0", "1,1,1,1").matthews()).isZero();
    Confusion counted = new Confusion(List.of("no", "yes"), List.of(List.of(3, 1), List.of(2, 6)));
    assertThat(counted.matthews()).isEqualTo(.478091, within(1e-6));
  }

  @Test
  void balancedAccuracyGivesEachClassTheSameWeight() {
    Confusion confusion = confusion("0,1,0,0,1,0", "0,1,0,0,0,1");
    assertThat(confusion.balancedAccuracy()).isEqualTo(.625, within(1e-12));
    assertThat(confusion.adjustedBalancedAccuracy()).isEqualTo(.25, within(1e-12));
  }

  @Test
  void whoNeverSaysAnIntentMayAlsoBeCalledPrecise() {
    Confusion confusion = confusion("0,0,1,1", "0,0,0,0");
    assertThat((confusion.precision(0, 1) + confusion.precision(1, 1)) / 2).isEqualTo(.75);
    assertThat(Average.macro(confusion).f1()).isEqualTo(.333333);
  }

  @Test
  void scikitLearnCountsIntentsWithoutCases() {
    assertThat(Average.macroOfAll(confusion("0,0,1", "0,2,1")))
        .isEqualTo(new Average(.666667, .5, .555556));
  }

  private static Confusion confusion(String truth, String said) {
    List<String> rows = Arrays.asList(truth.split(","));
    List<String> columns = Arrays.asList(said.split(","));
    boolean three = truth.contains("2") || said.contains("2");
    return Confusion.of(three ? List.of("0", "1", "2") : List.of("0", "1"), rows, columns);
  }
}
