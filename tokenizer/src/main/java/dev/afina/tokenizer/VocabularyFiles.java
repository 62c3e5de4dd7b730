package dev.afina.tokenizer;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.tokenizer.Vocabulary.NamedIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A byte-level BPE vocabulary as programs before `tokenizer.json` left it: `vocab.json`,
/// `merges.txt`, and what `tokenizer_config.json`, `special_tokens_map.json` and
/// `added_tokens.json` say about special tokens.
record VocabularyFiles(Path folder) {

  static boolean areIn(Path folder) {
    return Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"));
  }

  /// @param family the model's `model_type`, which counts where the tokenizer says nothing
  /// @throws Refused with a [TokenizerProblem], or a [FileProblem] if a file cannot be read
  BytePairs read(String family) {
    JsonNode config = json("tokenizer_config.json");
    String split = split(config.path("tokenizer_class").asString(""), family);
    Map<String, Integer> ids = new HashMap<>();
    json("vocab.json").properties().forEach(token -> put(ids, token.getKey(), token.getValue()));
    SequencedSet<String> special = new LinkedHashSet<>();
    if (split.equals("gpt-2")) special.add("<|endoftext|>");
    special.addAll(NamedTokens.in(folder).values());
    for (JsonNode file : List.of(config, json("special_tokens_map.json")))
      for (JsonNode token : file.path("additional_special_tokens"))
        special.add(NamedTokens.text(token));
    for (var added : config.path("added_tokens_decoder").properties()) {
      String token = NamedTokens.text(added.getValue());
      special.add(token);
      put(ids, token, Json.tree(added.getKey()));
    }
    for (var added : json("added_tokens.json").properties()) {
      special.add(added.getKey());
      put(ids, added.getKey(), added.getValue());
    }
    special.remove("");
    // Transformers numbers those that are nowhere else behind all others.
    for (String token : special) ids.putIfAbsent(token, ids.size());
    return new BytePairs(
        split,
        inOrder(ids),
        NamedIds.special(special.stream().map(ids::get).toList()),
        merges(),
        config.path("add_prefix_space").asBoolean(false));
  }

  private static String split(String tokenizer, String family) {
    return switch (tokenizer.replaceFirst("Fast$", "")) {
      case "GPT2Tokenizer" -> "gpt-2";
      case "Qwen2Tokenizer" -> "qwen2";
      case "" -> family.equals("gpt2") ? "gpt-2" : family;
      default -> tokenizer;
    };
  }

  private void put(Map<String, Integer> ids, String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0) throw damaged("id " + id);
    ids.put(token, id.intValue());
  }

  private List<String> inOrder(Map<String, Integer> ids) {
    String[] tokens = new String[ids.size()];
    ids.forEach((token, id) -> {
      if (id >= tokens.length || tokens[id] != null) throw damaged("id " + id);
      tokens[id] = token;
    });
    return List.of(tokens);
  }

  private List<String> merges() {
    try (Stream<String> lines = Files.lines(folder.resolve("merges.txt"))) {
      List<String> merges = new ArrayList<>();
      lines.filter(line -> !line.startsWith("#version") && !line.isBlank()).forEach(merges::add);
      return merges;
    } catch (UncheckedIOException e) {
      throw damaged("merges.txt: UTF-8");
    } catch (IOException e) {
      throw FileProblem.reading(folder.resolve("merges.txt"), e);
    }
  }

  private JsonNode json(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Json.read(file, JsonNode.class) : Json.tree("{}");
  }

  private Refused damaged(String reason) {
    return Tokenizers.damaged(folder.toString(), reason);
  }
}
