package dev.afina.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {

  @ParameterizedTest
  @CsvSource({
    "a\\u0000b, ab",
    "a\\r\\nb, a\\nb",
    "a\\rb, a\\nb",
    "a\\u2028b, a\\nb",
    "\\u0093hola\\u0094, “hola”",
    "n\\u0303, ñ",
    "a\\ud83d, a\\ufffd",
    "\\ufeffhola, hola",
    "«¿Qué?» 😀, «¿Qué?» 😀"
  })
  void whatNobodyMeantToWriteGoes(String text, String clean) {
    assertThat(CleanText.of(text(text))).isEqualTo(text(clean));
  }

  /// `\` and what follows it, as Java reads it.
  private static String text(String written) {
    String text = written.replace("\\r", "\r").replace("\\n", "\n");
    for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u"))
      text =
          text.substring(0, at)
              + (char) Integer.parseInt(text.substring(at + 2, at + 6), 16)
              + text.substring(at + 6);
    return text;
  }

  /// Most texts are returned as they are; those that are not must come out composed all the same.
  @Test
  void everyTextIsComposedAndCleanedOnce() {
    Random chance = new Random(3);
    char[] letters = {
      'a', 'ñ', 'e', '\u0301', '\u0303', 'Ω', '\u2126', '가', '\u1100', '\u1161', ' ', '\n', '中'
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = chance.nextInt(8); n > 0; n--)
        text.append(letters[chance.nextInt(letters.length)]);
      String clean = CleanText.of(text.toString());
      assertThat(clean).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
      assertThat(CleanText.of(clean)).isSameAs(clean);
    }
  }
}
