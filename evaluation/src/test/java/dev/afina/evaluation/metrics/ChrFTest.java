package dev.afina.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are sacreBLEU's.
class ChrFTest {
  private static final String MADE = "Su pedido llegará mañana por la tarde.";

  @ParameterizedTest
  @CsvSource({
    "Tu pedido llegará mañana por la tarde., 96.598742",
    "El pedido llega mañana., 44.791400",
    "No lo sé., 3.110528",
    "Su pedido llegará mañana por la tarde., 100"
  })
  void aSpanishAnswer(String answer, double score) {
    assertThat(ChrF.of(answer, MADE).score()).isEqualTo(score, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"gato, gatos, 72.5735", "aa, ab, 25", "a b c, abc, 100"})
  void shortWords(String answer, String reference, double score) {
    assertThat(ChrF.of(answer, reference).score()).isEqualTo(score, within(1e-4));
  }

  @Test
  void nothingSaidIsNothing() {
    assertThat(ChrF.of("", MADE).score()).isZero();
  }
}
