package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.dataset.Labelled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearModelTest {
  private static final List<String> LABELS = List.of("comprar", "devolver", "queja");
  private static final List<Labelled> SENTENCES =
      List.of(
          new Labelled("Quiero comprar unos zapatos", "comprar"),
          new Labelled("me llevo esa camisa, la compro", "comprar"),
          new Labelled("Quiero devolver unos zapatos", "devolver"),
          new Labelled("devuelvo la camisa", "devolver"));

  @Test
  void itKnowsAWordByItsParts() {
    double[] logs = LinearModel.train(SENTENCES, LABELS, 1).logLikelihoods("¿puedo devolverlo?");
    assertThat(logs[1]).isGreaterThan(logs[0]);
    assertThat(Arrays.stream(logs).map(Math::exp).sum()).isEqualTo(1, within(1e-6));
  }

  @Test
  void aLabelItNeverSawIsAllButImpossible() {
    double[] logs = LinearModel.train(SENTENCES, LABELS, 1).logLikelihoods("una queja");
    assertThat(Math.exp(logs[2])).isLessThan(1e-9);
  }

  @Test
  void theSameSeedLearnsTheSame() {
    assertThat(LinearModel.train(SENTENCES, LABELS, 5).logLikelihoods("camisa"))
        .containsExactly(LinearModel.train(SENTENCES, LABELS, 5).logLikelihoods("camisa"));
  }

  @Test
  void aSentenceWithNothingKnownSaysNothing() {
    assertThat(LinearModel.train(SENTENCES, LABELS, 1).logLikelihoods("你好")).containsOnly(0);
  }

  @Test
  void gramsEndAtTheBordersOfWords() {
    assertThat(Pieces.of("Ya No").keySet())
        .contains(" ya ", " no ", "\u0001ya", "\u0001ya no")
        .doesNotContain("a n");
  }
}
