package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Continuations as a tree.
class BranchesTest {

  @Test
  void whatIsCommonIsComputedOnce() {
    int[][] labels = {{7, 8, 1}, {7, 8, 2, 3}, {9}, {7, 8}, {}, {7, 4}};
    Branches tree = Branches.of(labels);
    assertThat(tree.ids()).containsExactly(7, 8, 1, 2, 3, 4, 9);
    assertThat(tree.parts())
        .containsExactly(
            new Pack.Part(1, -1, 0),
            new Pack.Part(1, 0, 1),
            new Pack.Part(1, 1, 2),
            new Pack.Part(2, 1, 2),
            new Pack.Part(1, 0, 1),
            new Pack.Part(1, -1, 0));
    for (int i = 0; i < labels.length; i++)
      assertThat(Arrays.stream(tree.rows()[i]).map(row -> tree.ids()[row]))
          .containsExactly(box(i, labels));
  }

  @Test
  void nothingToContinueWithIsNoTree() {
    assertThat(Branches.of(new int[][] {{}, {}}).ids()).isEmpty();
  }

  private static Integer[] box(int i, int[][] labels) {
    return Arrays.stream(labels[i]).boxed().toArray(Integer[]::new);
  }
}
