package dev.afina.evaluation.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The divisions are scikit-learn's.
class FoldsTest {

  @Test
  void groupsStayTogetherAndLabelsAreSpread() {
    List<List<Integer>> folds =
        Folds.stratifiedGrouped(
            words("0 0 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0"),
            words("1 1 2 2 3 3 3 4 5 5 5 5 6 6 7 8 8"),
            3);
    assertThat(folds)
        .containsExactly(
            List.of(4, 5, 6, 12, 13, 14), List.of(0, 1, 2, 3, 15, 16), List.of(7, 8, 9, 10, 11));
  }

  @Test
  void groupsAlone() {
    assertThat(Folds.grouped(words("0 0 2 2 3 3"), 2))
        .containsExactly(List.of(0, 1, 4, 5), List.of(2, 3));
  }

  @Test
  void labelsAlone() {
    assertThat(Folds.stratified(words("0 0 1 1"), 2)).containsExactly(List.of(0, 2), List.of(1, 3));
    assertThat(Folds.stratified(words("0 0 0 0 0 0 1 1 1 1"), 3))
        .containsExactly(List.of(0, 1, 6, 7), List.of(2, 3, 8), List.of(4, 5, 9));
  }

  @Test
  void theFutureJudges() {
    assertThat(Folds.inTime(12, 3, 2, 2))
        .containsExactly(
            new Folds.Span(4, 6, 8), new Folds.Span(6, 8, 10), new Folds.Span(8, 10, 12));
  }

  @Test
  void aDrawingInProportion() {
    assertThat(Folds.shares(new int[] {40, 6, 2}, 10, 1)).containsExactly(8, 1, 1);
    assertThat(Folds.shares(new int[] {20, 15, 13}, 8, 1)).containsExactly(3, 3, 2);
    Set<List<Integer>> tied = new HashSet<>();
    for (int seed = 0; seed < 20; seed++)
      tied.add(Arrays.stream(Folds.shares(new int[] {24, 12, 12}, 10, seed)).boxed().toList());
    assertThat(tied).containsExactlyInAnyOrder(List.of(5, 2, 3), List.of(5, 3, 2));
  }

  @Test
  void noGroupIsEverInTwoFolds() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<String> groups = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        groups.add("g" + random.nextInt(20));
        labels.add("l" + random.nextInt(4));
      }
      Set<String> seen = new HashSet<>();
      int items = 0;
      for (List<Integer> fold : Folds.stratifiedGrouped(labels, groups, 5)) {
        Set<String> here = new HashSet<>();
        for (int i : fold) here.add(groups.get(i));
        assertThat(here).noneMatch(seen::contains);
        seen.addAll(here);
        items += fold.size();
      }
      assertThat(items).isEqualTo(60);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
