package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("x.safetensors");
  }

  @Test
  void whatIsWrittenIsReadAgainInItsOrder() throws IOException {
    Safetensors.write(file, tensors());
    byte[] once = Files.readAllBytes(file);
    try (ModelFile read = Safetensors.open(file)) {
      assertThat(read.names()).containsExactly("b", "a", "one");
      assertThat(read.shape("b")).containsExactly(2L, 3L);
      assertThat(Reading.of(read, "b")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(Reading.of(read, "a")).containsExactly(-1.5f);
      assertThat(read.shape("one")).isEmpty();
      assertThat(Reading.of(read, "one")).containsExactly(7);
      assertThatThrownBy(() -> read.shape("c")).isInstanceOf(IllegalArgumentException.class);
    }
    Safetensors.write(file, tensors());
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
    assertThat(ByteBuffer.wrap(once).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
    assertThat(new String(once, StandardCharsets.ISO_8859_1))
        .contains(
            "{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"F32\",\"shape\":[2,3],");
  }

  @Test
  void memoryOutsideTheHeapIsWrittenAsItIs() {
    try (Arena arena = Arena.ofConfined()) {
      var values = arena.allocateFrom(JAVA_FLOAT, new float[500_000]);
      values.setAtIndex(JAVA_FLOAT, 499_999, 3);
      SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
      tensors.put("big", new Safetensors.Floats(List.of(500_000L), values));
      Safetensors.write(file, tensors);
    }
    try (ModelFile read = Safetensors.open(file)) {
      assertThat(Reading.of(read, "big")[499_999]).isEqualTo(3);
    }
  }

  @Test
  void aShapeThatDoesNotFitItsNumbersIsABug() {
    assertThatThrownBy(() -> Safetensors.Floats.of(List.of(2L), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "[]; header",
        "{; header",
        "{\"a\":1,\"a\":2}; header",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}; a.shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}; a.shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}; a.shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}; a.shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}; a.data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}; a.data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}; a.data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]}}; a.data_offsets",
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}; I64",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}; b.data_offsets",
      })
  void aHostileHeaderIsRefusedWithTheField(String header, String field) throws IOException {
    write(header, 8);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(field);
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    Safetensors.write(file, tensors());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(Refused.class);
    }
  }

  private void write(String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(text.length).put(text).array());
  }

  private static SequencedMap<String, Safetensors.Floats> tensors() {
    SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
    tensors.put("b", Safetensors.Floats.of(List.of(2L, 3L), 1, 2, 3, 4, 5, 6));
    tensors.put("a", Safetensors.Floats.of(List.of(1L), -1.5f));
    tensors.put("one", Safetensors.Floats.of(List.of(), 7));
    return tensors;
  }
}
