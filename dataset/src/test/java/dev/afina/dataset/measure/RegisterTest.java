package dev.afina.dataset.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterTest {

  @Test
  void tellsTuFromUsted() {
    assertThat(Register.of("¿Puedes decirme tu número de pedido?")).isEqualTo(Register.TU);
    assertThat(Register.of("¿Puede indicarme su número de pedido?")).isEqualTo(Register.USTED);
    assertThat(Register.of("El plazo es de 30 días.")).isNotEqualTo(Register.TU);
    assertThat(Register.of("Gracias.")).isEqualTo(Register.UNDECIDED);
    assertThat(Register.address("Te lo enviamos hoy; usted lo recibe mañana.").mixed()).isTrue();
    assertThat(Register.address("Se lo enviamos hoy.").mixed()).isFalse();
  }

  /// Two hundred sentences of telephone talk, each once to a «tú» and once to a «usted».
  @Test
  void isRightAboutRealSentences() throws IOException {
    Path folder = Path.of(System.getProperty("afina.goldens")).resolveSibling("data/cocoa-mt-es");
    assumeTrue(Files.isDirectory(folder), "no sentences at " + folder);
    int decided = 0;
    int right = 0;
    for (Register expected : List.of(Register.TU, Register.USTED)) {
      String name = expected == Register.TU ? "informal" : "formal";
      for (String line : Files.readAllLines(folder.resolve("telephony." + name + ".txt"))) {
        Register told = Register.of(line);
        if (told != Register.UNDECIDED) decided++;
        if (told == expected) right++;
      }
    }
    assertThat((double) right / decided).as("right of " + decided).isGreaterThan(0.95);
    assertThat(decided).isGreaterThan(370);
  }
}
