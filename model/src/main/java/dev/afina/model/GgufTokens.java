package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.tokenizer.BytePairs;
import dev.afina.tokenizer.SentencePieces;
import dev.afina.tokenizer.TokenizerProblem;
import dev.afina.tokenizer.Vocabulary;
import dev.afina.tokenizer.Vocabulary.NamedIds;
import java.util.ArrayList;
import java.util.List;

/// The vocabulary in a GGUF file.
final class GgufTokens {
  private GgufTokens() {}

  /// GGUF's kinds of tokens.
  static final int NORMAL = 1;

  static final int UNKNOWN = 2;
  static final int CONTROL = 3;
  static final int ADDED = 4;
  static final int UNUSED = 5;
  static final int BYTE = 6;

  /// @throws Refused if it is of a kind that is not known here
  static Vocabulary read(MappedFile file, GgufMetadata metadata) {
    String kind = metadata.text("tokenizer.ggml.model", "");
    return switch (kind) {
      case "gpt2" -> bytePairs(metadata);
      case "llama" -> sentencePieces(file, metadata);
      default -> throw new Refused(new TokenizerProblem.UnknownKind(kind, "gpt2, llama"));
    };
  }

  private static BytePairs bytePairs(GgufMetadata metadata) {
    List<String> tokens = metadata.texts("tokenizer.ggml.tokens");
    return new BytePairs(
        metadata.text("tokenizer.ggml.pre", "default"),
        tokens,
        named(kinds(metadata, tokens.size()), CONTROL),
        metadata.texts("tokenizer.ggml.merges"));
  }

  private static SentencePieces sentencePieces(MappedFile file, GgufMetadata metadata) {
    List<String> tokens = List.copyOf(metadata.texts("tokenizer.ggml.tokens"));
    double[] kinds = kinds(metadata, tokens.size());
    double[] scores = metadata.numbers("tokenizer.ggml.scores", tokens.size());
    List<SentencePieces.Piece> pieces = new ArrayList<>();
    for (int id = 0; id < scores.length; id++)
      pieces.add(
          new SentencePieces.Piece(
              tokens.get(id), scores[id], kinds[id] == NORMAL || kinds[id] == ADDED));
    int unknown = -1;
    for (int id = 0; id < kinds.length && unknown < 0; id++) if (kinds[id] == UNKNOWN) unknown = id;
    if (unknown < 0) throw file.damaged("tokenizer.ggml.token_type", "–", "2");
    return new SentencePieces(
        pieces,
        named(kinds, UNKNOWN, CONTROL),
        unknown,
        metadata.truth("tokenizer.ggml.add_space_prefix", true));
  }

  private static double[] kinds(GgufMetadata metadata, int size) {
    String key = "tokenizer.ggml.token_type";
    return metadata.has(key) ? metadata.numbers(key, size) : new double[size];
  }

  private static NamedIds named(double[] kinds, int... special) {
    return new NamedIds(ids(kinds, special), ids(kinds, ADDED));
  }

  private static List<Integer> ids(double[] kinds, int... which) {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < kinds.length; id++)
      for (int kind : which) if (kinds[id] == kind) ids.add(id);
    return ids;
  }
}
