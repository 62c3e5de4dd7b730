package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.tokenizer.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tree computes less and gives the same.
class LessonTest {
  @Test
  void whatExamplesBeginWithIsComputedOnce() {
    Lesson tree =
        Lesson.tree(
            List.of(example("1 2 3 4 *5 *6"), example("1 2 3 7 *8"), example("1 2 3 7 *8 9")));
    assertThat(tree.pack().ids()).containsExactly(1, 2, 3, 4, 5, 7);
    assertThat(tree.pack().parts())
        .containsExactly(new Pack.Part(3, -1, 0), new Pack.Part(2, 0, 3), new Pack.Part(1, 0, 3));
    assertThat(tree.rows()).containsExactly(3, 4, 5);
    assertThat(tree.tokens()).containsExactly(5, 6, 8);
    assertThat(tree.weights()).containsExactly(1, 1, 2);
    assertThat(tree.pack().positions(_ -> 0)).containsExactly(0, 1, 2, 3, 4, 3);
  }

  @Test
  void oneExampleMayEndWhereAnotherGoesOn() {
    Lesson tree = Lesson.tree(List.of(example("1 2 *3"), example("1 2 *4 5 *6"), example("1 *2")));
    assertThat(tree.pack().ids()).containsExactly(1, 2, 4, 5);
    assertThat(tree.rows()).containsExactly(0, 1, 1, 3);
    assertThat(tree.tokens()).containsExactly(2, 3, 4, 6);
  }

  /// `1 2 *3`: three tokens, of which the last is learned.
  private static Example example(String tokens) {
    String[] words = tokens.split(" ");
    int[] ids = new int[words.length];
    boolean[] learned = new boolean[words.length];
    for (int i = 0; i < ids.length; i++) {
      learned[i] = words[i].startsWith("*");
      ids[i] = Integer.parseInt(words[i].replace("*", ""));
    }
    return new Example(ids, learned);
  }
}
