package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequiredFactsTest {

  @Test
  void caseAndKindOfSpaceDoNotMatter() {
    assertThat(
            RequiredFacts.missing(
                "De MARTES a viernes, por 8\u00a0€.", List.of("martes", "8 €", "sábado")))
        .containsExactly("sábado");
  }

  @Test
  void aFactInsideAnotherWordOrNumberIsNotSaid() {
    assertThat(RequiredFacts.missing("Abrimos 24 horas.", List.of("4 horas")))
        .containsExactly("4 horas");
    assertThat(RequiredFacts.missing("Cuesta 114,50 €.", List.of("14,50"))).isNotEmpty();
    assertThat(RequiredFacts.missing("Cuesta 14,50€.", List.of("14,50"))).isEmpty();
  }
}
