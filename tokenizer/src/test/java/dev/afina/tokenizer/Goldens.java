package dev.afina.tokenizer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The models' folders with reference numbers made by Transformers.
final class Goldens {
  private Goldens() {}

  /// @param folder a complete Hugging Face folder, as new or as older programs leave it
  /// @param reference what Transformers made of the model
  record Model(Path folder, JsonNode reference) {

    ChatTemplate template() throws IOException {
      return ChatTemplate.of(templateText(), toString(), NamedTokens.in(folder));
    }

    /// The same without `{% generation %}`.
    ChatTemplate unmarkedTemplate() throws IOException {
      String unmarked = templateText().replaceAll("\\{% (end)?generation %}", "");
      return ChatTemplate.of(unmarked, toString(), NamedTokens.in(folder));
    }

    private String templateText() throws IOException {
      Path own = folder.resolve("chat_template.jinja");
      return Files.exists(own)
          ? Files.readString(own)
          : Json.read(folder.resolve("tokenizer_config.json"), JsonNode.class)
              .path("chat_template")
              .asString();
    }

    Tokenizer tokenizer() {
      return Tokenizers.inFolder(folder, reference.path("family").asString()).orElseThrow();
    }

    @Override
    public String toString() {
      return folder.resolveSibling("..").relativize(folder).toString();
    }
  }

  static List<Model> models() throws IOException {
    Path goldens = Path.of(System.getProperty("afina.goldens", ""));
    Path models = goldens.resolve("models");
    assumeTrue(Files.isDirectory(models), "no goldens at " + models);
    List<Model> all = new ArrayList<>();
    for (Path folder : List.of(models, goldens.resolve("models-older-layout"))) {
      if (!Files.isDirectory(folder)) continue;
      try (Stream<Path> folders = Files.list(folder)) {
        for (Path model : folders.sorted().toList()) {
          // An older layout has the numbers of the model it was made of.
          String name = model.getFileName().toString().replaceFirst("-.*", "");
          Path told = Files.exists(model.resolve("reference.json")) ? model : models.resolve(name);
          if (Files.exists(told.resolve("reference.json")))
            all.add(new Model(model, Json.read(told.resolve("reference.json"), JsonNode.class)));
        }
      }
    }
    return all;
  }

  static int[] ids(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
