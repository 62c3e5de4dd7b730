package dev.afina.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The folds scikit-learn 1.9.1 makes of the same numbers.
class FoldsTest {

  @Test
  void groupsStayWholeAndClassesEven() {
    int[] y = {0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    int[] groups = {1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 5, 5, 6, 6, 7, 8, 8};
    int[] folds = Folds.stratifiedGroups(y, groups, 3);
    assertThat(items(folds, 0)).containsExactly(4, 5, 6, 12, 13, 14);
    assertThat(items(folds, 1)).containsExactly(0, 1, 2, 3, 15, 16);
    assertThat(items(folds, 2)).containsExactly(7, 8, 9, 10, 11);
  }

  @Test
  void groupsAloneFillTheSmallestFold() {
    int[] folds = Folds.groups(new int[] {0, 0, 2, 2, 3, 3}, 2);
    assertThat(items(folds, 0)).containsExactly(0, 1, 4, 5);
    assertThat(items(folds, 1)).containsExactly(2, 3);
  }

  @Test
  void classesAreDealtOut() {
    int[] two = Folds.stratified(new int[] {0, 0, 1, 1}, 2);
    assertThat(items(two, 0)).containsExactly(0, 2);
    assertThat(items(two, 1)).containsExactly(1, 3);
    int[] three = Folds.stratified(new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, 3);
    assertThat(items(three, 0)).containsExactly(0, 1, 6, 7);
    assertThat(items(three, 1)).containsExactly(2, 3, 8);
    assertThat(items(three, 2)).containsExactly(4, 5, 9);
  }

  @Test
  void whatIsTestedComesAfterWhatIsLearned() {
    assertThat(Folds.inTime(12, 3, 2, 2))
        .containsExactly(
            new Folds.Window(4, 6, 8), new Folds.Window(6, 8, 10), new Folds.Window(8, 10, 12));
  }

  @Test
  void aDrawFollowsTheCounts() {
    assertThat(draw(10, 40, 6, 2)).containsExactly(8, 1, 1);
    assertThat(draw(8, 20, 15, 13)).containsExactly(3, 3, 2);
    assertThat(draw(10, 24, 12, 12)).startsWith(5).contains(2, 3).hasSize(3);
  }

  @Test
  void noGroupIsEverInTwoFolds() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(60);
      int[] y = random.ints(n, 0, 4).toArray();
      int[] groups = random.ints(n, 0, 1 + random.nextInt(20)).toArray();
      int k = 2 + random.nextInt(4);
      for (int[] folds :
          new int[][] {Folds.stratifiedGroups(y, groups, k), Folds.groups(groups, k)}) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < n; i++) {
          Integer before = seen.putIfAbsent(groups[i], folds[i]);
          assertThat(before == null || before == folds[i]).isTrue();
        }
      }
    }
  }

  private static int[] draw(int draw, int... counts) {
    int[] drawn = Folds.largestRemainder(counts, draw, new Random(1));
    assertThat(Arrays.stream(drawn).sum()).isEqualTo(draw);
    return drawn;
  }

  private static int[] items(int[] folds, int fold) {
    return IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
  }
}
