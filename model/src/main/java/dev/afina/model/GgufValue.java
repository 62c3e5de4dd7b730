package dev.afina.model;

import java.util.List;

/// A value of a GGUF file's metadata.
sealed interface GgufValue {

  record Whole(long value) implements GgufValue {}

  record Real(double value) implements GgufValue {}

  record Truth(boolean value) implements GgufValue {}

  record Text(String value) implements GgufValue {}

  record Texts(List<String> values) implements GgufValue {}

  /// Numbers or truth values (1 and 0).
  record Numbers(double[] values) implements GgufValue {}
}
