package dev.afina.tokenizer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The models' folders with reference numbers made by Transformers.
final class Goldens {
  private Goldens() {}

  /// @param folder a complete Hugging Face folder
  record Model(Path folder, JsonNode reference) {
    String template() throws IOException {
      return Files.readString(folder.resolve("chat_template.jinja"));
    }

    Tokenizer tokenizer() {
      return Tokenizers.fromJson(folder.resolve("tokenizer.json"));
    }

    @Override
    public String toString() {
      return folder.getFileName().toString();
    }
  }

  static List<Model> models() throws IOException {
    Path folder = Path.of(System.getProperty("afina.goldens", "")).resolve("models");
    assumeTrue(Files.isDirectory(folder), "no goldens at " + folder);
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(model -> Files.exists(model.resolve("tokenizer.json")))
          .sorted()
          .map(
              model -> new Model(model, Json.read(model.resolve("reference.json"), JsonNode.class)))
          .toList();
    }
  }

  static int[] ids(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
