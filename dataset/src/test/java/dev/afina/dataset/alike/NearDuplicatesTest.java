package dev.afina.dataset.alike;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

  @Test
  void findsExactlyThePairsThatComparingEverythingFinds() {
    List<String> texts = texts(new Random(7), 400);
    for (double threshold : new double[] {0.5, 0.8}) {
      assertThat(NearDuplicates.pairs(texts, threshold))
          .isEqualTo(slow(texts, threshold))
          .hasSizeGreaterThan(20);
    }
  }

  /// At 0.8 a pair is missed once in twenty thousand times.
  @Test
  void aGuessByHashesProposesTheSamePairs() {
    List<String> texts = texts(new Random(7), 400);
    assertThat(NearDuplicates.likely(400, i -> pieces(texts.get(i)), 0.8))
        .containsExactlyInAnyOrderElementsOf(slow(texts, 0.8));
  }

  @Test
  void equalTextsAreAPairWithTheFirstOfThemOnly() {
    assertThat(NearDuplicates.pairs(List.of("hola", "adiós", "hola", "hola"), 0.8))
        .containsExactly(new NearDuplicates.Pair(0, 2, 1), new NearDuplicates.Pair(0, 3, 1));
  }

  private static List<NearDuplicates.Pair> slow(List<String> texts, double threshold) {
    List<NearDuplicates.Pair> slow = new ArrayList<>();
    for (int j = 0; j < texts.size(); j++)
      for (int i = 0; i < j; i++) {
        double similarity = pieces(texts.get(i)).similarity(pieces(texts.get(j)));
        if (similarity >= threshold) slow.add(new NearDuplicates.Pair(i, j, similarity));
      }
    return slow;
  }

  @Test
  void nothingIsLikeNothing() {
    assertThat(NearDuplicates.pairs(List.of(), 0.8)).isEmpty();
    assertThat(NearDuplicates.pairs(List.of("hola"), 0.8)).isEmpty();
    assertThat(NearDuplicates.pairs(List.of("", ""), 0.8)).hasSize(1);
  }

  @Test
  void whatBelongsToOneBelongsTogether() {
    Together together = new Together(5);
    together.join(4, 2);
    together.join(2, 3);
    assertThat(together.first(4)).isEqualTo(2);
    assertThat(together.first(3)).isEqualTo(2);
    assertThat(together.first(1)).isEqualTo(1);
  }

  private static Shingles pieces(String text) {
    return Shingles.characters(text, NearDuplicates.LETTERS);
  }

  /// Different sentences of few words, many of them with a letter changed.
  private static List<String> texts(Random random, int n) {
    String[] words = "quiero devolver cambiar comprar la un mi pedido talla camisa azul".split(" ");
    List<String> texts = new ArrayList<>();
    while (texts.size() < n) {
      StringBuilder text = new StringBuilder();
      if (!texts.isEmpty() && random.nextInt(3) == 0) {
        text.append(texts.get(random.nextInt(texts.size())));
        if (!text.isEmpty()) text.setCharAt(random.nextInt(text.length()), 'x');
      } else {
        for (int w = random.nextInt(12); w >= 0; w--)
          text.append(words[random.nextInt(words.length)]).append(' ');
      }
      if (!texts.contains(text.toString().strip())) texts.add(text.toString().strip());
    }
    return texts;
  }
}
