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
    assertThat(Average.macro(confusion).f1()).isEqualTo(.333333);
  }

  @Test
  void anIntentWithoutCasesIsShownButNotInTheMean() {
    Confusion confusion = confusion("0,0,1", "0,2,1");
    List<IntentScore> intents = IntentScore.of(confusion);
    assertThat(intents).extracting(IntentScore::support).containsExactly(2, 1, 0);
    assertThat(Average.macro(confusion)).isEqualTo(new Average(1, .75, .833333));
  }

  private static Confusion confusion(String truth, String said) {
    List<String> rows = Arrays.asList(truth.split(","));
    List<String> columns = Arrays.asList(said.split(","));
    boolean three = truth.contains("2") || said.contains("2");
    return Confusion.of(three ? List.of("0", "1", "2") : List.of("0", "1"), rows, columns);
  }
}
