package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "¿Dónde está mi pedido?|donde esta mi pedido",
        "  Talla 38,   no 40!! |talla 38 no 40",
        "A-B_c (d) [e]|a b c d e",
        "2 + 2 = 4 <b> $5 ~x|2 + 2 = 4 <b> $5 ~x",
        "Straße ÉL Ñandú|straße el nandu",
        "¡!|¡!",
        "...|...",
      })
  void caseAccentsAndMarksDoNotCount(String text, String normal) {
    assertThat(Normal.of(text)).isEqualTo(normal);
  }

  /// Texts of ASCII go another way, to the same form: an accent too many is none.
  @Test
  void plainLettersAndOthersHaveOneForm() {
    Random chance = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + chance.nextInt(12); n > 0; n--) text.append((char) chance.nextInt(128));
      String plain = text + "e";
      assertThat(Normal.of(plain)).isEqualTo(Normal.of(plain + "\u0301"));
    }
  }
}
