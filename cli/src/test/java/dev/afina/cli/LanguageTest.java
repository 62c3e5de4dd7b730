package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @Test
  void theOptionComesBeforeTheEnvironment() {
    Map<String, String> spanish = Map.of("AFINA_LANG", "es", "LANG", "es_ES.UTF-8");
    assertThat(Language.of(List.of("run", "x", "--lang", "en"), spanish)).isEqualTo(Locale.ENGLISH);
    assertThat(Language.of(List.of("--lang=en"), spanish)).isEqualTo(Locale.ENGLISH);
    assertThat(Language.of(List.of("run"), spanish).getLanguage()).isEqualTo("es");
  }

  @Test
  void whatStandsAfterTwoDashesIsNoOption() {
    assertThat(Language.of(List.of("classify", "x", "--", "--lang=es"), Map.of()))
        .isEqualTo(Locale.ENGLISH);
  }

  @ParameterizedTest
  @CsvSource({
    "LC_ALL, es_ES.UTF-8, es-ES",
    "LC_MESSAGES, es_MX@euro, es-MX",
    "LANG, es, es",
    "LANG, de_DE.UTF-8, en",
    "LANG, C, en",
    "LANG, POSIX, en",
    "AFINA_LANG, en_GB, en-GB"
  })
  void theLocaleOfTheEnvironmentDecides(String name, String value, String language) {
    assertThat(Language.of(List.of(), Map.of(name, value)).toLanguageTag()).isEqualTo(language);
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(Language.of(List.of(), Map.of("LC_ALL", "", "LANG", "es_ES.UTF-8")).getLanguage())
        .isEqualTo("es");
  }
}
