package dev.afina.tokenizer;

/// The tokens of a model as its file lists them, and how text becomes them.
public sealed interface Vocabulary permits BytePairs, SentencePieces {

  /// The number of ids.
  int size();
}
