package dev.afina.tokenizer;

import dev.afina.core.Refused;
import dev.afina.tokenizer.Vocabulary.NamedIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The vocabulary of a `tokenizer.json`, for a file of another kind: the way back of
/// [TokenizerJson].
///
/// @param place where it stands, for messages
record VocabularyJson(JsonNode json, String place) {

  private static final String SPACE = "▁";

  /// @throws Refused with a [TokenizerProblem] if it cuts text in a way that GGUF has no name for
  Vocabulary read() {
    @Nullable String[] tokens = new String[size()];
    json.path("model").path("vocab").properties().forEach(one -> put(tokens, one.getKey(), one.getValue()));
    for (JsonNode added : json.path("added_tokens"))
      put(tokens, added.path("content").asString(""), added.path("id"));
    List<String> all =
        IntStream.range(0, tokens.length)
            .mapToObj(id -> tokens[id] == null ? Vocabulary.unused(id) : tokens[id])
            .toList();
    boolean pieces = json.path("model").path("byte_fallback").asBoolean(false);
    return pieces
        ? pieces(all)
        : new BytePairs(split(), all, named(), merges(), json.path("pre_tokenizer").findValuesAsString("add_prefix_space").contains("true"));
  }

  private int size() {
    return Stream.concat(
                json.path("model").path("vocab").valueStream(),
                json.path("added_tokens").valueStream().map(token -> token.path("id")))
            .mapToInt(id -> id.asInt(-1))
            .max()
            .orElse(-1)
        + 1;
  }

  private void put(@Nullable String[] tokens, String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0) throw Tokenizers.damaged(place, "id " + id);
    tokens[id.intValue()] = token;
  }

  private NamedIds named() {
    List<Integer> special = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (JsonNode token : json.path("added_tokens"))
      (token.path("special").asBoolean(false) ? special : added).add(token.path("id").intValue());
    return new NamedIds(special, added);
  }

  /// `left right`; newer programs write a list of two.
  private List<String> merges() {
    return json.path("model")
        .path("merges")
        .valueStream()
        .map(one ->
            one.isArray() ? one.path(0).asString() + " " + one.path(1).asString() : one.asString())
        .toList();
  }

  private String split() {
    String words = TokenizerJson.told(json.path("pre_tokenizer"));
    return TokenizerJson.SPLITS.stream()
        .filter(split -> TokenizerJson.told(split).equals(words))
        .findFirst()
        .orElseThrow(() ->
            new Refused(new TokenizerProblem.UnknownPreTokenizer(words, TokenizerJson.SPLITS)));
  }

  /// SentencePiece has a score where a `tokenizer.json` has an order of merges.
  private SentencePieces pieces(List<String> tokens) {
    Map<String, Integer> ranks = new HashMap<>();
    for (String merge : merges()) ranks.putIfAbsent(merge.replace(" ", ""), ranks.size());
    List<SentencePieces.Piece> pieces =
        tokens.stream()
            .map(token ->
                new SentencePieces.Piece(
                    token, -ranks.getOrDefault(token, ranks.size()), !isByte(token)))
            .toList();
    int unknown = tokens.indexOf(json.path("model").path("unk_token").asString(""));
    if (unknown < 0) throw Tokenizers.damaged(place, "unk_token");
    return new SentencePieces(pieces, named(), unknown, spaceFirst());
  }

  private static boolean isByte(String token) {
    return token.matches("<0x[0-9A-F]{2}>");
  }

  /// Spaces become `▁`; whether one is put in front, the normalizer or the way to cut says.
  ///
  /// @throws Refused if something else is done to a text
  private boolean spaceFirst() {
    JsonNode cut = json.path("pre_tokenizer");
    boolean metaspace = cut.path("type").asString("").equals("Metaspace");
    boolean first = metaspace && !cut.path("prepend_scheme").asString("always").equals("never");
    for (JsonNode step : steps(json.path("normalizer"), "normalizers")) {
      boolean prepends = step.path("type").asString("").equals("Prepend");
      if (prepends && step.path("prepend").asString("").equals(SPACE)) first = true;
      else if (!step.path("content").asString("").equals(SPACE))
        throw new Refused(
            new TokenizerProblem.UnknownPart(place, "normalizer", step.path("type").asString("")));
    }
    return first;
  }

  static List<JsonNode> steps(JsonNode part, String several) {
    if (part.isMissingNode() || part.isNull()) return List.of();
    return part.has(several) ? part.path(several).valueStream().toList() : Arrays.asList(part);
  }
}
