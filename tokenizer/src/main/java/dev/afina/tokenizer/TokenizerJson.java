package dev.afina.tokenizer;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes the text of a `tokenizer.json` for a vocabulary.
final class TokenizerJson {
  private TokenizerJson() {}

  /// GGUF's names for ways to cut, the most usual of several for one way first.
  static final List<String> SPLITS =
      List.of(
          "smollm",
          "gpt-2",
          "default",
          "llama-bpe",
          "llama3",
          "llama-v3",
          "qwen2",
          "deepseek-r1-qwen");

  private static final String LLAMA_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /// The same, but digits stand alone.
  private static final String QWEN_WORDS = LLAMA_WORDS.replace("{1,3}", "");

  static String of(Vocabulary vocabulary, String place) {
    return switch (vocabulary) {
      case BytePairs pairs -> of(pairs, place);
      case SentencePieces pieces -> of(pieces, place);
    };
  }

  private static String of(BytePairs pairs, String place) {
    Map<String, Object> words = words(pairs.split());
    boolean llama = words.toString().contains(LLAMA_WORDS);
    boolean qwen = words.toString().contains(QWEN_WORDS);
    return json(
        added(pairs),
        qwen ? Map.of("type", "NFC") : null,
        words,
        byteLevel(true),
        model(pairs.tokens(), pairs.merges(), null, llama, place));
  }

  private static String of(SentencePieces pieces, String place) {
    List<String> tokens = pieces.tokens();
    List<Object> normalizers = new ArrayList<>();
    List<Object> decoders = new ArrayList<>();
    if (pieces.spaceFirst()) normalizers.add(map("type", "Prepend", "prepend", "▁"));
    normalizers.add(replace(" ", "▁"));
    decoders.add(replace("▁", " "));
    decoders.add(Map.of("type", "ByteFallback"));
    decoders.add(Map.of("type", "Fuse"));
    if (pieces.spaceFirst())
      decoders.add(map("type", "Strip", "content", " ", "start", 1, "stop", 0));
    return json(
        added(pieces),
        map("type", "Sequence", "normalizers", normalizers),
        null,
        map("type", "Sequence", "decoders", decoders),
        model(tokens, pieces.merges(), tokens.get(pieces.unknown()), false, place));
  }

  private static String json(
      List<Object> added,
      @Nullable Object normalizer,
      @Nullable Object words,
      Object decoder,
      Object model) {
    return Json.line(
        map(
            "version",
            "1.0",
            "truncation",
            null,
            "padding",
            null,
            "added_tokens",
            added,
            "normalizer",
            normalizer,
            "pre_tokenizer",
            words,
            "post_processor",
            null,
            "decoder",
            decoder,
            "model",
            model));
  }

  /// @param unknown a vocabulary that has one falls back to bytes first
  private static Map<String, Object> model(
      List<String> tokens,
      List<?> merges,
      @Nullable String unknown,
      boolean ignoreMerges,
      String place) {
    return map(
        "type",
        "BPE",
        "dropout",
        null,
        "unk_token",
        unknown,
        "continuing_subword_prefix",
        null,
        "end_of_word_suffix",
        null,
        "fuse_unk",
        unknown != null,
        "byte_fallback",
        unknown != null,
        "ignore_merges",
        ignoreMerges,
        "vocab",
        vocabulary(tokens, place),
        "merges",
        merges);
  }

  private static Map<String, Object> replace(String from, String to) {
    return map("type", "Replace", "pattern", Map.of("String", from), "content", to);
  }

  /// How text is cut before merging, by GGUF's name for it.
  private static Map<String, Object> words(String split) {
    return switch (split) {
      case "smollm" -> sequence(map("type", "Digits", "individual_digits", true), byteLevel(true));
      case "gpt-2", "default" -> byteLevel(true);
      case "llama-bpe", "llama3", "llama-v3" -> sequence(regex(LLAMA_WORDS), byteLevel(false));
      case "qwen2", "deepseek-r1-qwen" -> sequence(regex(QWEN_WORDS), byteLevel(false));
      default -> throw new Refused(new TokenizerProblem.UnknownPreTokenizer(split, SPLITS));
    };
  }

  /// What matters about a way to cut, in one line: equal lines cut alike.
  static String told(String split) {
    return told(Json.tree((Object) words(split)));
  }

  static String told(JsonNode words) {
    StringBuilder told = new StringBuilder();
    for (JsonNode part : VocabularyJson.steps(words, "pretokenizers"))
      told.append(part.path("type").asString(""))
          // Older files do not say it and mean yes.
          .append(part.path("use_regex").asBoolean(part.path("type").asString("").equals("ByteLevel")))
          .append(part.path("individual_digits").asString(""))
          .append(part.path("pattern").path("Regex").asString(""))
          .append(' ');
    return told.toString().strip();
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

  private static List<Object> added(Vocabulary vocabulary) {
    List<String> tokens = vocabulary.tokens();
    List<Object> added = new ArrayList<>();
    for (int id : vocabulary.named().special()) added.add(added(id, tokens.get(id), true));
    for (int id : vocabulary.named().added()) added.add(added(id, tokens.get(id), false));
    return added;
  }

  private static Map<String, Object> added(int id, String token, boolean special) {
    return map(
        "id", id,
        "content", token,
        "single_word", false,
        "lstrip", false,
        "rstrip", false,
        "normalized", false,
        "special", special);
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
