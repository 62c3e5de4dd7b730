package dev.afina.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a project teaches: to tell intents apart, or to answer.
public enum Kind {
  @JsonProperty("intents")
  INTENTS,
  @JsonProperty("chat")
  CHAT;

  /// What a word of `afina.yaml` means; whatever is no kind is told by the check of the settings.
  static Kind of(String word) {
    return word.equals(CHAT.word()) ? CHAT : INTENTS;
  }

  /// The word in `afina.yaml`.
  public String word() {
    return switch (this) {
      case INTENTS -> "intents";
      case CHAT -> "chat";
    };
  }
}
