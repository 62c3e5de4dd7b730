package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who speaks in a conversation; written in lower case, as in OpenAI's chat format.
public enum Role {
  @JsonProperty("system")
  SYSTEM,
  @JsonProperty("user")
  USER,
  @JsonProperty("assistant")
  ASSISTANT;

  /// The name in files and chat templates: `system`, `user`, `assistant`.
  public String word() {
    return switch (this) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
