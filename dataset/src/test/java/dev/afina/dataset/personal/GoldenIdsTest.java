package dev.afina.dataset.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GoldenIdsTest {

  @Test
  void theReferenceNumbersAreToldRight() throws IOException {
    Path values = Path.of(System.getProperty("afina.goldens")).resolve("values.json");
    assumeTrue(Files.exists(values), "no goldens at " + values);
    JsonNode ids = Json.tree(Files.readString(values)).get("spanish_ids");
    for (JsonNode one : ids.get("valid")) {
      String id = one.stringValue();
      assertThat(SpanishNumbers.dni(id) || SpanishNumbers.nie(id) || SpanishNumbers.cif(id))
          .as(id)
          .isTrue();
    }
    for (JsonNode one : ids.get("iban_valid"))
      assertThat(SpanishNumbers.iban(one.stringValue())).as(one.stringValue()).isTrue();
    for (JsonNode one : ids.get("luhn_invalid"))
      assertThat(SpanishNumbers.luhn(one.stringValue())).as(one.stringValue()).isFalse();
  }
}
