package dev.afina.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The values are ftfy's own (`definitions.md`, `values.json`).
class MojibakeTest {

  @ParameterizedTest
  @CsvSource({
    "DOS AÃ‘OS, DOS AÑOS",
    "acciÃƒÂ³n, acción",
    "â‚¬ 20, € 20",
    "aÃ±o â€“ 2024, año – 2024",
    "voilÃ le travail, voilà le travail",
    "â€œHolaâ€�, “Hola�",
    "30Â°C, 30°C",
    "ðŸ˜€, 😀"
  })
  void whatWasReadInAWrongEncodingIsRead(String damaged, String meant) {
    assertThat(Mojibake.repair(damaged)).isEqualTo(meant);
    assertThat(Mojibake.badness(damaged)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ÁÉÍÓÚ", "¿Qué tal?", "&iquest;", "El niño comió 3 piñas", "!YO SÉ¡"})
  void whatIsRightStays(String text) {
    assertThat(Mojibake.repair(text)).isEqualTo(text);
    assertThat(Mojibake.badness(text)).isZero();
  }

  @Test
  void eachLineIsRepairedForItself() {
    assertThat(Mojibake.repair("EspaÃ±a\nel niño\nSÃ­")).isEqualTo("España\nel niño\nSí");
  }

  @Test
  void everyValueOfFtfyComesOut() throws IOException {
    Path values = Path.of(System.getProperty("afina.goldens", "none"), "values.json");
    assumeTrue(Files.exists(values), "no goldens at " + values);
    for (JsonNode one : Json.tree(Files.readString(values)).get("ftfy")) {
      String in = one.get("in").asString();
      assertThat(Mojibake.repair(in)).isEqualTo(one.get("fix_encoding").asString());
      assertThat(Mojibake.badness(in)).as(in).isEqualTo(one.get("badness").asInt());
    }
  }

  @Test
  void realSpanishIsLeftAloneAndComesBackFromDamage() throws IOException {
    Path file = Path.of(System.getProperty("afina.data", "none"), "cocoa-mt-es");
    assumeTrue(Files.exists(file), "no data at " + file);
    Charset windows = Charset.forName("windows-1252");
    for (String name : List.of("telephony.formal.txt", "telephony.informal.txt"))
      for (String line : Files.readAllLines(file.resolve(name))) {
        assertThat(Mojibake.repair(line)).isEqualTo(line);
        String once =
            new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Mojibake.repair(once)).isEqualTo(line);
        String twice =
            new String(once.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Mojibake.repair(twice)).isEqualTo(line);
        String other = new String(line.getBytes(StandardCharsets.UTF_8), windows);
        if (!other.contains("\uFFFD")) assertThat(Mojibake.repair(other)).isEqualTo(line);
      }
  }

  @Test
  void anyTextCanBeAskedAbout() {
    Random random = new Random(11);
    String letters = "aÃ±Â ¿€\u001a\u0080\u00ed\u00a0\ud83d\ude00\udc00\ufffdØ³Ð°â\n?";
    for (int round = 0; round < Integer.getInteger("afina.fuzz", 2000); round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--)
        text.append(letters.charAt(random.nextInt(letters.length())));
      String once = Mojibake.repair(text.toString());
      assertThat(Mojibake.repair(once)).isEqualTo(once);
    }
  }

  @Test
  void cleaningTakesWhatNobodyMeant() {
    assertThat(CleanText.of("linea\r\nuno\u2028dos\rtres")).isEqualTo("linea\nuno\ndos\ntres");
    assertThat(CleanText.of("\ufeffhola\u0000\u001f")).isEqualTo("hola");
    assertThat(CleanText.of("cafe\u0301")).isEqualTo("café");
    assertThat(CleanText.of("a\u200bb")).isEqualTo("a\u200bb");
    assertThat(CleanText.of("20 \u0080")).isEqualTo("20 €");
    assertThat(CleanText.of("a\ud83db 😀")).isEqualTo("a\ufffdb 😀");
  }
}
