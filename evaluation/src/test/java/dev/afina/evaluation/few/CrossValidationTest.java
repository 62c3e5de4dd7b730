package dev.afina.evaluation.few;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

  @Test
  void theIntervalIsWilsonsForTheSentencesHoweverOftenTheyAreDivided() {
    CrossValidation once = CrossValidation.of(folds(Contestant.MODEL, 1, i -> i <= 41), 6);
    CrossValidation often = CrossValidation.of(folds(Contestant.MODEL, 5, i -> i <= 41), 6);
    for (CrossValidation one : List.of(once, often)) {
      CrossValidation.Entry entry = one.entries().getFirst();
      assertThat(entry.accuracy()).isEqualTo(41 / 48.0, within(1e-6));
      assertThat(entry.low()).isEqualTo(.728328, within(1e-6));
      assertThat(entry.high()).isEqualTo(.927518, within(1e-6));
    }
    assertThat(often.division().repeats()).isEqualTo(5);
    assertThat(often.entries().getFirst().folds()).hasSize(30);
  }

  @Test
  void equalModelsAreNotToldApartAndAMuchBetterOneIs() {
    List<Fold> folds = new ArrayList<>(folds(Contestant.MODEL, 2, i -> i % 5 != 0));
    folds.addAll(folds(Contestant.UNTRAINED, 2, i -> i % 3 == 0));
    folds.addAll(folds(Contestant.LINEAR, 2, i -> i % 5 != 0));
    CrossValidation made = CrossValidation.of(folds, 6);
    assertThat(made.duels().getFirst().verdict()).isInstanceOf(Verdict.Better.class);
    assertThat(made.duels().getFirst().low()).isGreaterThan(0);
    CrossValidation.Duel equal = made.duels().getLast();
    assertThat(equal.verdict()).isInstanceOf(Verdict.NoEvidence.class);
    assertThat(equal.p()).isEqualTo(1);
    assertThat(equal.corrected()).isEqualTo(1);
  }

  @Test
  void whatIsMissedInEveryDivisionIsNamed() {
    CrossValidation made = CrossValidation.of(folds(Contestant.MODEL, 3, i -> i != 7), 6);
    assertThat(made.missed())
        .containsExactly(new CrossValidation.Missed(7, "sentence 7", "yes", "no"));
  }

  /// 48 sentences in six folds of eight, all repeats with the same answers.
  private static List<Fold> folds(Contestant who, int repeats, IntPredicate right) {
    List<Fold> folds = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++)
      for (int f = 0; f < 6; f++) {
        List<Item> items = new ArrayList<>();
        for (int number = f * 8 + 1; number <= f * 8 + 8; number++)
          items.add(item(number, right.test(number)));
        folds.add(new Fold(who, repeat, f + 1, 40, items));
      }
    return folds;
  }

  static Item item(int number, boolean right) {
    return new Item(
        number,
        "#" + number,
        CaseKind.NEW,
        List.of(),
        "sentence " + number,
        right ? "yes" : "no",
        right,
        new TreeMap<>(),
        right ? List.of() : List.of("yes"));
  }
}
