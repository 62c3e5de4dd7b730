package dev.afina.training.local;

/// What computes an answer token by token, once the conversation before it was read.
public enum Decoding {
  /// libtorch, as in training.
  TENSORS,
  /// The processor's vectors, over rows as the file stores them.
  VECTORS
}
