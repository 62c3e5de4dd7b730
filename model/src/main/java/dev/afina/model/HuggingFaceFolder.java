package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.TokenizerProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A model as the Hugging Face hub keeps it.
record HuggingFaceFolder(Path path) {

  private static final String WEIGHTS = "model.safetensors";

  private static final Pattern LICENCE = Pattern.compile("license:\\s*[\"']?([\\w.+-]+).*");

  static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve("config.json"));
  }

  Architecture architecture() {
    return Config.read(path.resolve("config.json"));
  }

  ModelFile weights() {
    if (Files.exists(path.resolve(WEIGHTS))) return SafetensorsFile.open(path.resolve(WEIGHTS));
    if (Files.exists(path.resolve(Shards.INDEX))) return Shards.open(path);
    throw new Refused(new ModelProblem.MissingPart(path, WEIGHTS));
  }

  /// The file `tokenizer.json`.
  Path tokenizer() {
    Path file = path.resolve("tokenizer.json");
    if (Files.exists(file)) return file;
    throw new Refused(new ModelProblem.MissingPart(path, "tokenizer.json"));
  }

  /// From `chat_template.jinja`, or as older programs left it, in `tokenizer_config.json`.
  ChatTemplate template() {
    Path own = path.resolve("chat_template.jinja");
    if (Files.exists(own)) return ChatTemplate.of(text(own), own.toString());
    Path config = path.resolve("tokenizer_config.json");
    JsonNode template =
        Files.exists(config)
            ? Json.read(config, JsonNode.class).path("chat_template")
            : Json.tree("null");
    // A model may bring several templates by name.
    if (template.isArray())
      template =
          template
              .valueStream()
              .filter(one -> one.path("name").asString("").equals("default"))
              .map(one -> one.path("template"))
              .findFirst()
              .orElse(template);
    if (!template.isString()) throw new Refused(new TokenizerProblem.NoTemplate(path.toString()));
    return ChatTemplate.of(template.asString(), config.toString());
  }

  /// From the front matter of the model card: the lines between its first two `---`.
  String licence() {
    Path card = path.resolve("README.md");
    if (!Files.exists(card)) return "";
    List<String> lines = text(card).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith("---")) return "";
    return lines.stream()
        .skip(1)
        .takeWhile(line -> !line.startsWith("---"))
        .map(LICENCE::matcher)
        .filter(Matcher::matches)
        .map(licence -> licence.group(1))
        .findFirst()
        .orElse("");
  }

  /// The files that make the model; a picture or a note beside them changes nothing.
  List<Path> parts() {
    List<Path> parts = new ArrayList<>();
    Stream.of(
            "chat_template.jinja",
            "config.json",
            WEIGHTS,
            Shards.INDEX,
            "tokenizer.json",
            "tokenizer_config.json")
        .map(path::resolve)
        .filter(Files::exists)
        .forEach(parts::add);
    if (Files.exists(path.resolve(Shards.INDEX)) && !Files.exists(path.resolve(WEIGHTS)))
      Shards.fileNames(path).stream().map(path::resolve).forEach(parts::add);
    return parts;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }
}
