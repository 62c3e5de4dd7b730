package dev.afina.tokenizer;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Writes the text of a `tokenizer.json` for a byte-level BPE vocabulary.
final class TokenizerJson {
  private TokenizerJson() {}

  private static final List<String> SPLITS =
      List.of("smollm", "gpt-2", "default", "llama-bpe", "qwen2");

  private static final String LLAMA_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  static String of(BytePairs pairs, String place) {
    boolean llama = pairs.split().equals("llama-bpe");
    boolean qwen = pairs.split().equals("qwen2");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("truncation", null);
    json.put("padding", null);
    json.put("added_tokens", added(pairs));
    json.put("normalizer", qwen ? Map.of("type", "NFC") : null);
    json.put("pre_tokenizer", words(pairs.split()));
    json.put("post_processor", null);
    json.put("decoder", byteLevel(true));
    json.put(
        "model",
        map(
            "type",
            "BPE",
            "dropout",
            null,
            "unk_token",
            null,
            "continuing_subword_prefix",
            null,
            "end_of_word_suffix",
            null,
            "fuse_unk",
            false,
            "byte_fallback",
            false,
            "ignore_merges",
            llama,
            "vocab",
            vocabulary(pairs.tokens(), place),
            "merges",
            pairs.merges()));
    return Json.line(json);
  }

  /// How text is cut before merging, by GGUF's name for it.
  private static Map<String, Object> words(String split) {
    return switch (split) {
      case "smollm" -> sequence(map("type", "Digits", "individual_digits", true), byteLevel(true));
      case "gpt-2", "default" -> byteLevel(true);
      case "llama-bpe" -> sequence(regex(LLAMA_WORDS), byteLevel(false));
      case "qwen2" -> sequence(regex(LLAMA_WORDS.replace("{1,3}", "")), byteLevel(false));
      default -> throw new Refused(new TokenizerProblem.UnknownPreTokenizer(split, SPLITS));
    };
  }

  private static Map<String, Object> byteLevel(boolean words) {
    return map(
        "type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", words);
  }

  private static Map<String, Object> regex(String pattern) {
    return map(
        "type",
        "Split",
        "pattern",
        Map.of("Regex", pattern),
        "behavior",
        "Isolated",
        "invert",
        false);
  }

  private static Map<String, Object> sequence(Object... parts) {
    return map("type", "Sequence", "pretokenizers", List.of(parts));
  }

  private static List<Object> added(BytePairs pairs) {
    List<Object> added = new ArrayList<>();
    for (int id : pairs.special())
      added.add(
          map(
              "id", id,
              "content", pairs.tokens().get(id),
              "single_word", false,
              "lstrip", false,
              "rstrip", false,
              "normalized", false,
              "special", true));
    return added;
  }

  private static SequencedMap<String, Integer> vocabulary(List<String> tokens, String place) {
    SequencedMap<String, Integer> ids = LinkedHashMap.newLinkedHashMap(tokens.size());
    for (String token : tokens)
      if (ids.put(token, ids.size()) != null)
        throw Tokenizers.damaged(place, "tokens: '" + token + "' × 2");
    return ids;
  }

  /// A map in the order written; values may be `null`, which JSON needs and `Map.of` refuses.
  private static Map<String, Object> map(@Nullable Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }
}
