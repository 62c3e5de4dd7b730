package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.tokenizer.Example;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreesTest {

  /// Forty tokens of a question are little; its 150 intents of four tokens each are not.
  @Test
  void questionsWithManyAnswersAreNotComputedAllAtOnce() {
    List<List<Example>> questions = IntStream.range(0, 40).mapToObj(q -> question(q, 150)).toList();
    List<List<List<Example>>> packs = Trees.packed(questions);
    assertThat(packs.stream().flatMap(List::stream).toList()).isEqualTo(questions);
    assertThat(packs)
        .hasSizeGreaterThan(5)
        .allSatisfy(pack ->
            assertThat(Lesson.tree(pack.stream().flatMap(List::stream).toList()).pack().ids())
                .hasSizeLessThanOrEqualTo(Trees.PACK));
  }

  @Test
  void questionsWithFewAnswersShareATree() {
    assertThat(Trees.packed(IntStream.range(0, 20).mapToObj(q -> question(q, 2)).toList()))
        .hasSize(1);
  }

  private static List<Example> question(int number, int answers) {
    return IntStream.range(0, answers)
        .mapToObj(answer -> {
          int[] ids = IntStream.range(0, 44).map(i -> 100 + i + number).toArray();
          Arrays.fill(ids, 40, 44, 1000 + answer);
          boolean[] learned = new boolean[44];
          Arrays.fill(learned, 40, 44, true);
          return new Example(ids, learned);
        })
        .toList();
  }
}
