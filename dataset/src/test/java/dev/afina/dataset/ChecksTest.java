package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {

  @Test
  void aSentenceBelongsToOneIntent() {
    List<Located<Labelled>> examples = new ArrayList<>(tenOfEach());
    examples.add(at(30, "¡COMPRAR numero 3 aquí!", "queja"));
    examples.add(at(31, "comprar número 4 aquí", "comprar"));

    assertThat(Checks.labelled(examples))
        .containsExactly(
            new DatasetProblem.TwoIntents("e.csv", 30, "queja", "e.csv", 5, "comprar"),
            new DatasetProblem.Duplicate("e.csv", 31, "e.csv", 6));
  }

  @Test
  void nearlyTheSameSentenceUnderTwoIntentsIsAWarning() {
    List<Located<Labelled>> examples = new ArrayList<>(tenOfEach());
    examples.add(at(40, "quisiera cambiar la dirección de mi último pedido", "queja"));
    examples.add(at(41, "quisiera cambiar la dirección de mi último pedido ya", "comprar"));

    List<DatasetProblem> findings = Checks.labelled(examples);

    assertThat(findings)
        .containsExactly(
            new DatasetProblem.AlmostTwoIntents("e.csv", 41, "comprar", "e.csv", 40, "queja"));
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void tooFewExamplesAreCountedByIntent() {
    assertThat(Checks.labelled(tenOfEach().subList(0, 17)))
        .containsExactly(new DatasetProblem.TooFewInIntent("queja", 7, 10));
    assertThat(Checks.labelled(tenOfEach().subList(0, 10)))
        .containsExactly(new DatasetProblem.OneIntent("comprar"));
  }

  @Test
  void twelveConversationsSplitLeaveTooFew() {
    assertThat(Checks.training(9, 12)).containsExactly(new DatasetProblem.TooFewToTrain(9, 10, 12));
    assertThat(Checks.training(10, 13)).isEmpty();
  }

  private static List<Located<Labelled>> tenOfEach() {
    List<Located<Labelled>> examples = new ArrayList<>();
    for (int i = 0; i < 10; i++)
      examples.add(at(2 + i, "comprar número " + i + " aquí", "comprar"));
    for (int i = 0; i < 10; i++) examples.add(at(12 + i, "me quejo de " + i, "queja"));
    return examples;
  }

  private static Located<Labelled> at(int line, String text, String label) {
    return new Located<>(new Labelled(text, label), "e.csv", line);
  }
}
