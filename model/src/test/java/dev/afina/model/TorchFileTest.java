package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that `torch.save` wrote (`make_bins.py`), in both of its layouts.
class TorchFileTest {

  @ParameterizedTest
  @ValueSource(strings = {"older", "zip"})
  void aTableOfTensorsIsRead(String layout) {
    try (TorchFile file = TorchFile.open(bin("table-" + layout))) {
      assertThat(file.names())
          .containsExactly("h.0.weight", "half", "brain", "mask", "scalar", "tail");
      assertThat(file.shape("h.0.weight")).containsExactly(2L, 3L);
      assertThat(Reading.of(file, "h.0.weight")).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(Reading.of(file, "half")).containsExactly(1.5f, -2);
      assertThat(Reading.of(file, "brain")).containsExactly(0.5f, 3);
      assertThat(Reading.of(file, "scalar")).containsExactly(-4);
      assertThat(Reading.of(file, "tail")).containsExactly(3, 4, 5);
      assertThatThrownBy(() -> Reading.of(file, "mask"))
          .hasMessageContaining("UnsupportedStorage")
          .hasMessageContaining("ByteStorage");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"older", "zip"})
  void parametersAreTensors(String layout) {
    try (TorchFile file = TorchFile.open(bin("parameters-" + layout))) {
      assertThat(file.shape("weight")).isEqualTo(List.of(2L, 2L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"older", "zip"})
  void nothingIsEverRun(String layout) {
    assertThatThrownBy(() -> TorchFile.open(bin("runs-" + layout)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("NotOnlyTensors")
        .hasMessageContaining("posix.system");
    assertThat(Path.of("/tmp/afina-was-here")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"older", "zip"})
  void whatIsNoPlainTableIsRefused(String layout) {
    assertThatThrownBy(() -> TorchFile.open(bin("nested-" + layout)))
        .hasMessageContaining("NotOnlyTensors");
    assertThatThrownBy(() -> TorchFile.open(bin("turned-" + layout)))
        .hasMessageContaining("a.stride");
  }

  static Path bin(String name) {
    try {
      Path file =
          Path.of(
              Objects.requireNonNull(TorchFileTest.class.getResource("bins/" + name + ".bin"))
                  .toURI());
      assertThat(Files.exists(file)).isTrue();
      return file;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
