package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.NamedTokens;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A model as the Hugging Face hub keeps it.
record HuggingFaceFolder(Path path) {

  private static final Pattern LICENCE = Pattern.compile("license:\\s*[\"']?([\\w.+-]+).*");

  static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve("config.json"));
  }

  Architecture architecture() {
    return Config.read(path.resolve("config.json"));
  }

  ModelFile weights() {
    String name =
        FolderFiles.weights(path)
            .orElseThrow(
                () -> new Refused(new ModelProblem.MissingPart(path, FolderFiles.SAFETENSORS)));
    Path file = path.resolve(name);
    return Shards.Form.of(name)
        .<ModelFile>map(form -> Shards.open(form, path))
        .orElseGet(() ->
            name.equals(FolderFiles.SAFETENSORS)
                ? SafetensorsFile.open(file)
                : TorchFile.open(file));
  }

  Tokenizer tokenizer(String family) {
    return Tokenizers.inFolder(path, family)
        .orElseThrow(() -> new Refused(new ModelProblem.MissingPart(path, "tokenizer.json")));
  }

  /// The tokens that end an answer, as the model's makers set them; empty if they did not.
  List<Integer> ends() {
    for (String name : List.of("generation_config.json", "config.json")) {
      if (!Files.exists(path.resolve(name))) continue;
      JsonNode ends = Json.read(path.resolve(name), JsonNode.class).path("eos_token_id");
      if (ends.isInt()) return List.of(ends.intValue());
      if (ends.isArray() && !ends.isEmpty())
        return ends.valueStream().filter(JsonNode::isInt).map(JsonNode::intValue).toList();
    }
    return List.of();
  }

  /// Whether the tokenizer begins a text with a token for that, as its settings say or what it puts
  /// around a text.
  boolean beginsTexts() {
    JsonNode settings = json("tokenizer_config.json");
    if (settings.has("add_bos_token")) return settings.path("add_bos_token").asBoolean(false);
    JsonNode around = json("tokenizer.json").path("post_processor");
    String begin = NamedTokens.in(path).get("bos_token");
    return begin != null && around.findPath("single").toString().contains(Json.line(begin));
  }

  private JsonNode json(String name) {
    Path file = path.resolve(name);
    return Files.exists(file) ? Json.read(file, JsonNode.class) : Json.tree("{}");
  }

  /// Its own template, or the plain one if it has none.
  ///
  /// @param tokens the special tokens that it may name
  ChatTemplate template(Map<String, String> tokens) {
    return ownTemplate()
        .map(text -> ChatTemplate.of(text, path.toString(), tokens))
        .orElseGet(() -> ChatTemplate.plain(path.toString(), tokens));
  }

  /// From `chat_template.jinja`, or as older programs left it, in `tokenizer_config.json`.
  Optional<String> ownTemplate() {
    Path own = path.resolve("chat_template.jinja");
    if (Files.exists(own)) return Optional.of(text(own));
    Path config = path.resolve("tokenizer_config.json");
    if (!Files.exists(config)) return Optional.empty();
    JsonNode template = Json.read(config, JsonNode.class).path("chat_template");
    // A model may bring several templates by name.
    if (template.isArray())
      template =
          template
              .valueStream()
              .filter(one -> one.path("name").asString("").equals("default"))
              .findFirst()
              .orElse(template.path(0))
              .path("template");
    return template.isString() ? Optional.of(template.asString()) : Optional.empty();
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

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }
}
