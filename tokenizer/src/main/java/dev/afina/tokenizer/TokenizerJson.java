package dev.afina.tokenizer;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
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
    Words words = words(pairs.split());
    boolean byteLevelCuts = words.pattern.isEmpty();
    String byteLevel = byteLevel(byteLevelCuts, pairs.spaceFirst());
    return json(
        added(pairs),
        words.pattern.equals(QWEN_WORDS) ? "{\"type\":\"NFC\"}" : "null",
        words.before().isEmpty() ? byteLevel : sequence("pretokenizers", words.before(), byteLevel),
        byteLevel(true, false),
        model(
            vocabulary(pairs.tokens(), place),
            texts(pairs.merges()),
            "null",
            words.pattern.equals(LLAMA_WORDS)));
  }

  private static String of(SentencePieces pieces, String place) {
    List<String> tokens = pieces.tokens();
    boolean first = pieces.spaceFirst();
    return json(
        added(pieces),
        sequence(
            "normalizers",
            first ? "{\"type\":\"Prepend\",\"prepend\":\"▁\"}" : "",
            replace(" ", "▁")),
        "null",
        sequence(
            "decoders",
            replace("▁", " "),
            "{\"type\":\"ByteFallback\"}",
            "{\"type\":\"Fuse\"}",
            first ? "{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":0}" : ""),
        model(
            vocabulary(tokens, place),
            Json.line(pieces.merges()),
            Json.line(tokens.get(pieces.unknown())),
            false));
  }

  private static String json(
      String added, String normalizer, String words, String decoder, String model) {
    return """
    {"version":"1.0","truncation":null,"padding":null,"added_tokens":%s,"normalizer":%s,\
    "pre_tokenizer":%s,"post_processor":null,"decoder":%s,"model":%s}\
    """
        .formatted(added, normalizer, words, decoder, model);
  }

  /// @param unknown a vocabulary that has one falls back to bytes first
  private static String model(
      String vocabulary, String merges, String unknown, boolean ignoreMerges) {
    boolean bytes = !unknown.equals("null");
    return """
    {"type":"BPE","dropout":null,"unk_token":%s,"continuing_subword_prefix":null,\
    "end_of_word_suffix":null,"fuse_unk":%s,"byte_fallback":%s,"ignore_merges":%s,\
    "vocab":%s,"merges":%s}\
    """
        .formatted(unknown, bytes, bytes, ignoreMerges, vocabulary, merges);
  }

  /// How text is cut before merging.
  ///
  /// @param digits whether each digit stands alone
  /// @param pattern of the words; empty where they are those of GPT-2
  private record Words(boolean digits, String pattern) {

    /// What comes before the bytes; empty if nothing does.
    String before() {
      if (digits) return "{\"type\":\"Digits\",\"individual_digits\":true}";
      if (pattern.isEmpty()) return "";
      return """
      {"type":"Split","pattern":{"Regex":%s},"behavior":"Isolated","invert":false}\
      """
          .formatted(Json.line(pattern));
    }
  }

  /// By GGUF's name for it.
  private static Words words(String split) {
    return switch (split) {
      case "smollm" -> new Words(true, "");
      case "gpt-2", "default" -> new Words(false, "");
      case "llama-bpe", "llama3", "llama-v3" -> new Words(false, LLAMA_WORDS);
      case "qwen2", "deepseek-r1-qwen" -> new Words(false, QWEN_WORDS);
      default -> throw new Refused(new TokenizerProblem.UnknownPreTokenizer(split, SPLITS));
    };
  }

  /// What matters about a way to cut, in one line: equal lines cut alike.
  static String told(String split) {
    Words words = words(split);
    String bytes = byteLevel(words.pattern.isEmpty(), false);
    return told(Json.tree(sequence("pretokenizers", words.before(), bytes)));
  }

  static String told(JsonNode words) {
    StringBuilder told = new StringBuilder();
    for (JsonNode part : VocabularyJson.steps(words, "pretokenizers")) {
      boolean bytes = part.path("type").asString("").equals("ByteLevel");
      told.append(part.path("type").asString(""))
          // Older files do not say it and mean yes.
          .append(bytes ? part.path("use_regex").asBoolean(true) : "")
          .append(part.path("individual_digits").asString(""))
          .append(part.path("pattern").path("Regex").asString(""))
          .append(' ');
    }
    return told.toString().strip();
  }

  private static String byteLevel(boolean words, boolean spaceFirst) {
    return """
    {"type":"ByteLevel","add_prefix_space":%s,"trim_offsets":true,"use_regex":%s}\
    """
        .formatted(spaceFirst, words);
  }

  private static String replace(String from, String to) {
    return """
    {"type":"Replace","pattern":{"String":"%s"},"content":"%s"}\
    """
        .formatted(from, to);
  }

  /// @param parts those that are not empty
  private static String sequence(String name, String... parts) {
    String all = Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(","));
    return "{\"type\":\"Sequence\",\"%s\":[%s]}".formatted(name, all);
  }

  private static String added(Vocabulary vocabulary) {
    List<String> tokens = vocabulary.tokens();
    return Stream.concat(
            vocabulary.named().special().stream().map(id -> added(id, tokens.get(id), true)),
            vocabulary.named().added().stream().map(id -> added(id, tokens.get(id), false)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String added(int id, String token, boolean special) {
    return """
    {"id":%d,"content":%s,"single_word":false,"lstrip":false,"rstrip":false,\
    "normalized":false,"special":%s}\
    """
        .formatted(id, Json.line(token), special);
  }

  private static String vocabulary(List<String> tokens, String place) {
    Set<String> known = HashSet.newHashSet(tokens.size());
    return written(json -> {
      json.writeStartObject();
      for (String token : tokens) {
        json.writeName(token);
        json.writeNumber(known.size());
        if (!known.add(token)) throw Tokenizers.damaged(place, "tokens: '" + token + "' × 2");
      }
      json.writeEndObject();
    });
  }

  private static String texts(List<String> texts) {
    return written(json -> {
      json.writeStartArray();
      for (String text : texts) json.writeString(text);
      json.writeEndArray();
    });
  }

  /// Item by item: a list of a hundred thousand is long for whoever looks first what each is.
  private static String written(Consumer<JsonGenerator> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    try (JsonGenerator json = Json.generator(out)) {
      items.accept(json);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
