package dev.afina.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraderTest {
  private static final Asked ASKED =
      Asked.of("¿A qué hora abren?", "Abrimos a las 9:00.", "9:00", "21:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exact|Sí.|Sí.|Si.",
        "same|sí|¡Si!|No",
        "contains|9:00|Abrimos a las 9:00.|A las 19:00.",
        "not-contains|tarde|Por la mañana.|Por la Tarde, siempre.",
        "regex|\\d+ ?€|Son 12 €.|Es gratis.",
        "not-regex|(?i)gratis|Son 12 €.|Es GRATIS.",
        "facts|numbers|De 9:00 a 21:00.|De 9:00 a 22:00.",
        "facts|names|Abrimos a las nueve.|Pregunte por Marta.",
        "json-schema|{\"type\":\"object\",\"required\":[\"a\"]}|{\"a\":1}|{\"b\":1}",
        "bleu|50|Abrimos a las 9:00.|No lo sé.",
        "chrf|50|Abrimos a las 9.|No lo sé.",
        "rouge-l|0.5|Abrimos a las nueve.|No lo sé.",
        "similarity|0.6|abrimos a las 9:00|No lo sé.",
        "language|es|Abrimos por la mañana con gusto.|We are open in the morning.",
        "register|usted|Dígame qué necesita usted.|Dime qué necesitas, te ayudo.",
        "length|5-20|Abrimos a las 9.|A las 9 de la mañana, todos los días.",
        "refusal|yes|Lo siento, pero no puedo ayudarle con eso.|Abrimos a las 9.",
        "refusal|no|Abrimos a las 9.|I’m sorry, but I don’t know."
      })
  void aGraderPassesOneAnswerAndFailsAnother(
      String name, String argument, String good, String bad) {
    Grader grader = Grader.of(name, argument);
    assertThat(passed(grader, good)).contains(true);
    assertThat(passed(grader, bad)).contains(false);
    assertThat(grader.notation()).isEqualTo(name + ": " + argument);
  }

  @Test
  void whatSurprisesAModelIsMeasuredOnTheReference() {
    Said said =
        new Said("x", 1, 1.5, Optional.of(0.02), Optional.of(new Likelihood(-4 * Math.log(10), 4)));
    assertThat(Grader.of("perplexity", "11").grade(ASKED, said, Optional.empty()))
        .contains(new Mark("perplexity: 11", 10, true));
    assertThat(Grader.of("bits-per-byte", "0.5").grade(ASKED, said, Optional.empty()))
        .hasValueSatisfying(mark -> assertThat(mark.passed()).isFalse());
    assertThat(passed(Grader.of("perplexity", "11"), "x")).isEmpty();
  }

  @Test
  void timeAndMoneyHaveAMost() {
    Said said = new Said("x", 1, 1.5, Optional.of(0.02), Optional.empty());
    assertThat(Grader.of("latency", "2").grade(ASKED, said, Optional.empty()))
        .contains(new Mark("latency: 2", 1.5, true));
    assertThat(Grader.of("cost", "0.01").grade(ASKED, said, Optional.empty()))
        .contains(new Mark("cost: 0.01", 0.02, false));
  }

  @Test
  void oneNumberWrittenInTwoWaysIsNotInvented() {
    Asked prices = Asked.of("¿Cuánto cuesta?", "1.200 € o 12,50 €");
    assertThat(
            Grader.of("facts", "numbers")
                .grade(prices, Said.of("Cuesta 1200 €, o 12.5 €."), Optional.empty()))
        .contains(new Mark("facts: numbers", 0, true));
  }

  @Test
  void whatAddressesNobodyHasNoRegister() {
    assertThat(passed(Grader.of("register", "usted"), "A las nueve.")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regex|(a",
        "length|9-3",
        "length|many",
        "chrf|high",
        "language|fr",
        "refusal|maybe",
        "json-schema|[",
        "contains| ",
        "facts|dates"
      })
  void anArgumentThatIsNoneIsRefused(String check) {
    String[] parts = check.split("\\|");
    assertThatThrownBy(() -> Grader.of(parts[0], parts[1]))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOf(EvaluationProblem.WrongCheck.class));
  }

  @Test
  void aCheckThereIsNotIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Grader.of("rhymes", "x")).hasMessageContaining("not-contains");
  }

  @Test
  void aHostilePatternTakesNoTime() {
    Grader grader = Grader.of("regex", "(a+)+$");
    long start = System.nanoTime();
    assertThat(passed(grader, "a".repeat(30_000) + "b")).contains(false);
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  private static Optional<Boolean> passed(Grader grader, String answer) {
    return grader.grade(ASKED, Said.of(answer), Optional.empty()).map(Mark::passed);
  }
}
