package dev.afina.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a project teaches: to tell intents apart, or to answer.
public enum Kind {
  @JsonProperty("intents")
  INTENTS,
  @JsonProperty("chat")
  CHAT;

  /// The word in `afina.yaml`.
  public String word() {
    return switch (this) {
      case INTENTS -> "intents";
      case CHAT -> "chat";
    };
  }
}
