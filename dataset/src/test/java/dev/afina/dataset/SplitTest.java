package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void fortyEightSentencesOfFourIntentsBecomeThirtySixAndTwelve() {
    List<String> items = new ArrayList<>();
    for (String intent : List.of("a", "b", "c", "d"))
      for (int i = 0; i < 12; i++) items.add(intent + i);

    Split.Parts<String> parts = byFirstLetter(new Split(0.8, 0.2, 42), items);

    assertThat(parts.training()).hasSize(36);
    assertThat(parts.validation()).hasSize(12);
    for (String intent : List.of("a", "b", "c", "d"))
      assertThat(parts.training()).filteredOn(item -> item.startsWith(intent)).hasSize(9);
    assertThat(parts.training()).doesNotContainAnyElementsOf(parts.validation());
  }

  @Test
  void theSameSeedDividesTheSameWay() {
    List<String> items = IntStream.range(0, 20).mapToObj(i -> "a" + i).toList();

    assertThat(byFirstLetter(new Split(0.8, 0.2, 42), items))
        .isEqualTo(byFirstLetter(new Split(0.8, 0.2, 42), items))
        .isNotEqualTo(byFirstLetter(new Split(0.8, 0.2, 43), items));
    assertThat(byFirstLetter(new Split(0.8, 0.2, 42), items).validation())
        .as("as the documented generator divides it, on every machine")
        .containsExactly("a0", "a12", "a9", "a10");
  }

  @Test
  void aShareIsExactAlthoughBinaryFractionsAreNot() {
    List<String> hundred = IntStream.range(0, 100).mapToObj(i -> "a" + i).toList();

    assertThat(byFirstLetter(new Split(0.29, 0.71, 1), hundred).training()).hasSize(29);
  }

  @Test
  void groupsStayTogetherWhateverTheyAre() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<String> items =
          IntStream.range(0, 60).mapToObj(i -> random.nextInt(25) + "/" + i).toList();
      Function<String, String> group = item -> item.substring(0, item.indexOf('/'));

      Split.Parts<String> parts = new Split(0.7, 0.3, round).divide(items, _ -> "", group);

      Set<String> both = new HashSet<>(parts.training().stream().map(group).toList());
      both.retainAll(parts.validation().stream().map(group).toList());
      assertThat(both).isEmpty();
      assertThat(parts.training().size() + parts.validation().size()).isEqualTo(60);
      assertThat(parts.training()).hasSizeBetween(36, 42);
    }
  }

  @Test
  void sharesThatDoNotAddUpAreRefused() {
    assertThatThrownBy(() -> new Split(0.8, 0.3, 42))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(new DatasetProblem.SharesNotOne(0.8, 0.3)));
    assertThatThrownBy(() -> new Split(1, 0, 42)).isInstanceOf(Refused.class);
  }

  private static Split.Parts<String> byFirstLetter(Split split, List<String> items) {
    return split.divide(items, item -> item.substring(0, 1), item -> item);
  }
}
