package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weights in several files, as large models have them; the safetensors of `qwen3` among the
/// reference models are in five.
class ShardsTest {
  private static final Shards.Form TORCH = Shards.Form.TORCH;

  @TempDir Path folder;

  @Test
  void torchFilesAreReadByTheirIndex() throws IOException {
    bins();
    index("{\"tail\": \"one.bin\", \"half\": \"two.bin\", \"scalar\": \"two.bin\"}");
    try (ModelFile weights = new HuggingFaceFolder(folder).weights()) {
      assertThat(weights.names()).containsExactly("tail", "half", "scalar");
      assertThat(Reading.of(weights, "tail")).containsExactly(3, 4, 5);
      assertThat(Reading.of(weights, "half")).containsExactly(1.5f, -2);
    }
    assertThat(FolderFiles.in(folder))
        .containsExactly(
            folder.resolve(TORCH.index()), folder.resolve("one.bin"), folder.resolve("two.bin"));
  }

  @Test
  void whatAnIndexPromisesMustBeThere() throws IOException {
    bins();
    index("{\"tail\": \"one.bin\", \"head\": \"two.bin\"}");
    assertThatThrownBy(() -> Shards.open(TORCH, folder))
        .hasMessageContaining("MissingTensor")
        .hasMessageContaining("head");
    index("{\"tail\": \"three.bin\"}");
    assertThatThrownBy(() -> Shards.open(TORCH, folder)).hasMessageContaining("MissingPart");
  }

  @Test
  void anIndexLeadsNeitherOutOfItsFolderNorToAnotherForm() {
    for (String name : new String[] {"../one.bin", "/etc/one.bin", "one.safetensors", ""}) {
      index("{\"tail\": \"" + name + "\"}");
      assertThatThrownBy(() -> Shards.open(TORCH, folder)).hasMessageContaining("Damaged");
    }
  }

  private void bins() throws IOException {
    Files.copy(TorchFileTest.bin("table-zip"), folder.resolve("one.bin"));
    Files.copy(TorchFileTest.bin("table-older"), folder.resolve("two.bin"));
  }

  private void index(String map) {
    SafeFile.write(folder.resolve(TORCH.index()), "{\"weight_map\": " + map + "}");
  }
}
