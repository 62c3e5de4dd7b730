package dev.afina.dataset.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
  @TempDir Path folder;

  @Test
  void aFileMaySayOnlyWhatAnHourCosts() throws IOException {
    PriceFile read = PriceFile.read(file("{\"asOf\": \"2026-11-22\", \"machineHour\": 0.5}"));
    assertThat(read.machineHour()).isEqualTo(new MachineHour(0.5));
    assertThat(read.prices()).isEmpty();
  }

  @Test
  void aFileWithoutItsDayIsRefused() throws IOException {
    Path file = file("{\"machineHour\": 0.5}");
    assertThatThrownBy(() -> PriceFile.read(file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("asOf is missing");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("prices.json"), text);
  }
}
