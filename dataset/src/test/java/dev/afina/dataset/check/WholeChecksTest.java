package dev.afina.dataset.check;

import static dev.afina.dataset.check.Looks.chat;
import static dev.afina.dataset.check.Looks.found;
import static dev.afina.dataset.check.Looks.look;
import static dev.afina.dataset.check.Looks.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Conversation;
import dev.afina.core.Rating;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeChecksTest {
  private static final String[] GOODS = {
    "camisa", "falda", "mochila", "lámpara", "mesa", "silla", "taza", "alfombra", "manta", "gorra"
  };

  @Test
  void repeatsAreFoundWhateverTheirAccents() {
    Conversation one = chat("¿Cuál es el plazo de envío?", "Dos días.");
    Conversation same = chat("cual es el plazo de envio", "Dos días");
    Conversation other = chat("¿Cuál es el plazo de envío?", "Cinco días.");
    assertThat(rules(new Repeats(true), one, same, other))
        .containsExactly("2 repeated", "3 two_answers");
  }

  @Test
  void aTextWithTwoLabelsIsAnError() {
    assertThat(
            found(
                new Repeats(false),
                chat("quiero cambiarlo", "devolver"),
                chat("Quiero cambiarlo", "comprar")))
        .extracting(Finding::problem)
        .containsExactly(new QualityProblem.TwoLabels("a.jsonl", 2, "comprar", 1, "devolver"));
  }

  @Test
  void almostTheSameQuestionIsTold() {
    assertThat(
            rules(
                Repeats.almost(true, 100),
                chat("quiero cambiar la dirección de entrega de mi pedido", "Claro."),
                chat("quiero cambiar la direccion de entrega de mi pedido.", "Claro."),
                chat("quiero cambiar la dirección de entrega de mis pedidos", "Sí.")))
        .containsExactly("3 almost_repeated");
  }

  @Test
  void almostTheSameTextWithTwoLabelsIsTold() {
    assertThat(
            found(
                Repeats.almost(false, 100),
                chat("quisiera cambiar la dirección de mi último pedido", "queja"),
                chat("quisiera cambiar la dirección de mi último pedido ya", "comprar")))
        .extracting(Finding::problem)
        .containsExactly(
            new QualityProblem.AlmostTwoLabels("a.jsonl", 2, "comprar", 1, "queja"));
  }

  @Test
  void theFourRulesOfASet() {
    assertThat(rules(new WholeSet(Thresholds.USUAL, true), chat("a", "b"), chat("a", "c")))
        .containsExactly("0 few_examples", "0 few_distinct", "0 short_answers");
    List<Conversation> mixed = new ArrayList<>();
    for (int i = 0; i < 40; i++)
      mixed.add(
          chat(
              "pregunta " + i,
              i % 2 == 0 ? "¿Puedes decirme tu número?" : "¿Puede decirme usted su número?"));
    assertThat(look(new WholeSet(Thresholds.USUAL, true), mixed).findings())
        .extracting(Finding::problem)
        .containsExactly(new QualityProblem.TonesMixed("a.jsonl", 0, 20, 20, 0.5, 0.7));
  }

  @Test
  void aLabelMayBeShort() {
    List<Conversation> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) labels.add(chat("frase " + i, i < 37 ? "comprar" : "queja"));
    assertThat(look(new WholeSet(Thresholds.USUAL, false), labels).findings())
        .extracting(Finding::rule)
        .containsExactly("unbalanced", "rare_case");
  }

  @Test
  void anAnswerUnlikeTheOthersIsTold() {
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < 40; i++)
      all.add(
          chat(
              "pregunta " + i,
              "Puede usted pasar por la tienda" + " mañana".repeat(1 + i % 4) + "."));
    all.add(chat("pregunta", "Sí. ".repeat(300)));
    assertThat(look(new WholeSet(Thresholds.USUAL, true), all).findings())
        .extracting(Finding::line)
        .containsOnly(41);
  }

  @Test
  void labelsTheOthersSpeakAgainst() {
    LabelModel byWord =
        (texts, labels, classes, asked) ->
            asked.stream()
                .map(text ->
                    text.contains("comprar") ? new double[] {.9, .1} : new double[] {.1, .9})
                .toArray(double[][]::new);
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < 20; i++)
      all.add(
          chat((i % 2 == 0 ? "comprar " : "devolver ") + i, i % 2 == 0 ? "compra" : "devolución"));
    all.set(6, chat("comprar 6", "devolución"));
    assertThat(look(new Labels(byWord, 1000), all).findings())
        .extracting(Finding::problem)
        .containsExactly(new QualityProblem.LabelDoubted("a.jsonl", 7, "devolución", "compra", .1));
  }

  @Test
  void groupsThatAreRatedUnlikeOthers() {
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Conversation one =
          chat("pregunta por " + GOODS[i % 10], "Está en la tienda de la calle mayor.");
      boolean catalan = i % 3 == 0;
      all.add(
          one.withRatings(List.of(Rating.of(catalan ? 1 + i % 2 : 4 + i % 2)))
              .withAbout(one.about().withTags(List.of(catalan ? "language:ca" : "language:es"))));
    }
    assertThat(look(new Groups(), all).findings())
        .extracting(finding -> ((QualityProblem.TreatedUnlike) finding.problem()).group())
        .containsExactlyInAnyOrder("language:ca", "language:es");
  }

  @Test
  void ranksAreComparedAsSciPyDoes() {
    // The example of scipy.stats.mannwhitneyu's manual, method="asymptotic".
    double[] males = {19, 22, 16, 29, 24};
    double[] females = {20, 11, 17, 12};
    assertThat(Groups.mannWhitney(males, females)).isCloseTo(0.11134688653314041, within(1e-6));
    assertThat(Groups.mannWhitney(new double[] {1, 1}, new double[] {1, 1})).isEqualTo(1);
  }
}
