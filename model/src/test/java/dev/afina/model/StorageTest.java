package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Every storage form against the Python package `gguf` (`make_storages.py`).
class StorageTest {

  @ParameterizedTest
  @EnumSource(Storage.class)
  void theNumbersAreThoseOfGguf(Storage storage) throws IOException {
    JsonNode told = reference().path(storage.name());
    MemorySegment stored = bytes(told.path("bytes"));
    float[] expected = bytes(told.path("values")).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    float[] found = new float[expected.length];
    storage.read(stored, 2, 256, Storage.RowOrder.SAME, MemorySegment.ofArray(found));
    // Of numbers that are equal, zero may have either sign.
    assertThat(found).containsExactly(expected, Offset.offset(0f));
  }

  private static MemorySegment bytes(JsonNode base64) {
    return MemorySegment.ofArray(Base64.getDecoder().decode(base64.asString()));
  }

  private static JsonNode reference() throws IOException {
    try (InputStream in = StorageTest.class.getResourceAsStream("storages.json")) {
      return Json.tree(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
