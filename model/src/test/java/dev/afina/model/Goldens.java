package dev.afina.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reference numbers made by Transformers, and the real model they are about.
final class Goldens {
  private Goldens() {}

  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("afina.goldens", "")).resolve(name);
    assumeTrue(Files.isDirectory(folder), "no goldens at " + folder);
    return folder;
  }

  /// The folders below `name` that hold a model.
  static List<Path> models(String name) throws IOException {
    try (Stream<Path> folders = Files.list(folder(name))) {
      return folders.filter(HuggingFaceFolder::isOne).sorted().toList();
    }
  }

  static JsonNode reference(Path folder) {
    return Json.read(folder.resolve("reference.json"), JsonNode.class);
  }

  /// The real SmolLM2, from the user's cache or the first place that answers.
  static Base smolLm2() {
    Models models = new Models(Surroundings.of(System.getenv()));
    try {
      return models.resolve(Models.DEFAULT, _ -> {});
    } catch (Refused nowhere) {
      assumeTrue(false, "SmolLM2 is neither here nor to be had: " + nowhere.facts());
      throw nowhere;
    }
  }

  static Base open(Path folder) {
    return Base.open(folder.getFileName().toString(), folder, Digest.of(""));
  }

  static int[] ids(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
