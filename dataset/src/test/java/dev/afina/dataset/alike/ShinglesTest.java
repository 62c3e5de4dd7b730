package dev.afina.dataset.alike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Numbers worked out by hand on sets.
class ShinglesTest {
  private static final String A = "quiero cambiar la dirección de mi pedido";
  private static final String B = "quiero cambiar la direccion de mi pedido";
  private static final String C = "quiero cambiar la dirección de mi envío";

  @Test
  void oneAccentCostsWordsMoreThanCharacters() {
    assertThat(similar(A, B, Shingles::words, 1)).isEqualTo(6.0 / 8);
    assertThat(similar(A, B, Shingles::words, 2)).isEqualTo(4.0 / 8);
    assertThat(similar(A, B, Shingles::words, 3)).isEqualTo(2.0 / 8);
    assertThat(similar(A, B, Shingles::characters, 3)).isCloseTo(.853659, within(1e-6));
    assertThat(similar(A, B, Shingles::characters, 5)).isCloseTo(.756098, within(1e-6));
  }

  @Test
  void anotherWordAtTheEndCostsWhatItIsLong() {
    assertThat(similar(A, C, Shingles::words, 2)).isEqualTo(5.0 / 7);
    assertThat(similar(A, C, Shingles::words, 3)).isEqualTo(4.0 / 6);
    assertThat(similar(A, C, Shingles::characters, 3)).isCloseTo(.744186, within(1e-6));
    assertThat(similar(A, C, Shingles::characters, 5)).isCloseTo(.731707, within(1e-6));
  }

  @Test
  void aShortTextIsOnePiece() {
    assertThat(Shingles.characters("sí", 5).size()).isEqualTo(1);
    assertThat(similar("sí", "sí", Shingles::characters, 5)).isEqualTo(1);
    assertThat(similar("sí", "no", Shingles::characters, 5)).isZero();
    assertThat(similar("", "", Shingles::characters, 5)).isEqualTo(1);
  }

  private static double similar(
      String a, String b, BiFunction<String, Integer, Shingles> pieces, int length) {
    return pieces.apply(a, length).similarity(pieces.apply(b, length));
  }
}
