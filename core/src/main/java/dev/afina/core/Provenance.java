package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// Where a conversation came from.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "how")
public sealed interface Provenance {

  /// Somebody had it.
  ///
  /// @param source name of the file
  /// @param line where it begins there, from 1
  record Imported(String source, int line) implements Provenance {}

  /// Made of another one.
  ///
  /// @param parent the id of the conversation it varies
  /// @param method how: `typo`, `synonym` …
  record Varied(String parent, String method) implements Provenance {}
}
