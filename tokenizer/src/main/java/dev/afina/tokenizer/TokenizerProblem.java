package dev.afina.tokenizer;

import dev.afina.core.Fact;
import java.util.List;

/// Why a model's text cannot be read or written the way the model wants it.
public sealed interface TokenizerProblem extends Fact {

  /// A tokenizer of another kind than byte-level BPE inside a GGUF file.
  record UnknownKind(String kind, String supported) implements TokenizerProblem {}

  /// A way to cut text into words that is not known here (GGUF's `tokenizer.ggml.pre`).
  record UnknownPreTokenizer(String name, List<String> supported) implements TokenizerProblem {
    public UnknownPreTokenizer {
      supported = List.copyOf(supported);
    }
  }

  /// The tokenizer's description cannot be read.
  record Damaged(String place, String reason) implements TokenizerProblem {}

  /// A `tokenizer.json` with a part that is not used here: of another family, or one that could end
  /// or hang the program. `where` is its section, for instance `decoder`.
  record UnknownPart(String place, String where, String part) implements TokenizerProblem {}

  /// A model without a chat template and without an end of text.
  record NoTemplate(String place) implements TokenizerProblem {}

  /// A chat template that writes earlier turns differently once later ones follow, at message
  /// `message` (counted from 1): its tokens cannot be marked turn by turn.
  record TemplateRewrites(int message) implements TokenizerProblem {}

  /// A model of which nothing tells where an answer ends: `token` is no single special token.
  record NoEndOfTurn(String token) implements TokenizerProblem {}

  /// The tokenizer's native library could not be loaded.
  record NoNativeLibrary(String platform, String reason) implements TokenizerProblem {}
}
