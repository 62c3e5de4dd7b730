package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.dataset.Severity;
import dev.afina.dataset.check.Thresholds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The examples that come with Afina are data like any other.
class ExamplesTest {

  @Test
  void theShopHasFortyEightSentencesAndSixtyCasesWithoutAFault() {
    ProjectFiles shop = files("tienda-intenciones");

    Sources.Intents read = (Sources.Intents) Sources.read(shop, Kind.INTENTS);

    assertThat(read.examples()).hasSize(48);
    assertThat(Sources.labels(read.examples()))
        .containsExactly("comprar", "consulta", "devolver", "queja");
    assertThat(read.tests()).hasSize(60);
    assertThat(read.tests()).filteredOn(one -> one.value().kind().equals("new")).hasSize(40);
    assertThat(read.findings(Thresholds.USUAL)).isEmpty();
  }

  @Test
  void theRestaurantHasConversationsAndCasesWithoutAnError() {
    ProjectFiles restaurant = files("restaurante-faq");

    Sources.Chat read = (Sources.Chat) Sources.read(restaurant, Kind.CHAT);

    assertThat(read.examples()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(read.tests()).hasSize(20);
    assertThat(read.findings(Thresholds.USUAL))
        .filteredOn(one -> one.severity() == Severity.ERROR)
        .isEmpty();
  }

  @Test
  void theirSettingsAreRight() {
    for (String name : new String[] {"tienda-intenciones", "restaurante-faq"}) {
      ProjectSettings settings =
          ProjectSettings.read(files(name), java.util.Map.of(), java.util.Map.of());
      assertThat(settings.name()).isEqualTo(name);
      assertThat(settings.language()).isEqualTo("es");
      assertThat(settings.baseIsChosen()).isFalse();
    }
  }

  private static ProjectFiles files(String name) {
    return new ProjectFiles(
        Path.of(System.getProperty("afina.root")).resolve("examples").resolve(name));
  }
}
