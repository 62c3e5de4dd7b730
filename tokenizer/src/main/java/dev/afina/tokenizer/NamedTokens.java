package dev.afina.tokenizer;

import dev.afina.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The special tokens that a chat template may name.
public final class NamedTokens {
  private NamedTokens() {}

  private static final List<String> NAMES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  /// From a Hugging Face folder's `tokenizer_config.json`, or as older programs left them, in
  /// `special_tokens_map.json`.
  ///
  /// @return `bos_token`, `eos_token` … to their texts; only those that the model has
  /// @throws dev.afina.core.Refused with a [dev.afina.core.FileProblem] if a file cannot be read
  public static Map<String, String> in(Path folder) {
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) continue;
      JsonNode json = Json.read(file, JsonNode.class);
      for (String token : NAMES) {
        String text = text(json.path(token));
        if (!text.isEmpty()) tokens.putIfAbsent(token, text);
      }
    }
    return tokens;
  }

  /// A token is named as text, or as an object with its `content`.
  static String text(JsonNode token) {
    return (token.isObject() ? token.path("content") : token).asString("");
  }
}
