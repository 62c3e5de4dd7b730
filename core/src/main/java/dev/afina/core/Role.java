package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/// Who speaks in a conversation; written in lower case, as in OpenAI's chat format.
public enum Role {
  @JsonProperty("system")
  @JsonAlias("developer") // What OpenAI's newer models call it.
  SYSTEM,
  @JsonProperty("user")
  USER,
  @JsonProperty("assistant")
  ASSISTANT,
  /// The answer of a function that the assistant called.
  @JsonProperty("tool")
  @JsonAlias("function")
  TOOL;

  /// The name in files and chat templates: `system`, `user`, `assistant`, `tool`.
  public String word() {
    return switch (this) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }
}
