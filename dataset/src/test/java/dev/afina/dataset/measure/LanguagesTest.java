package dev.afina.dataset.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  @Test
  void tellsWhatIsLongEnough() {
    Languages languages = new Languages(Set.of("es"));
    assertThat(languages.of("Quiero devolver la camisa que compré ayer")).contains("es");
    assertThat(languages.of("I would like to return the shirt I bought")).contains("en");
    assertThat(languages.of("Gostaria de devolver a camisa que comprei ontem")).contains("pt");
    assertThat(languages.of("ok")).isEmpty();
    assertThat(Languages.knows("es")).isTrue();
    assertThat(Languages.knows("xx")).isFalse();
  }
}
