package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/// What one side said. In files its parts lie flat, as in OpenAI's chat form: `{"role", "content",
/// "name", "weight", "tool_calls", "tool_call_id", "ratings", "rejected"}`.
///
/// @param content empty if it only calls tools
/// @param name who of several with that role, or which function; `null` if it does not matter
/// @param weight 0: this answer is read but not learned; 1 or `null`: it is learned
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
    Role role,
    String content,
    @Nullable String name,
    @Nullable Integer weight,
    @JsonUnwrapped ToolUse toolUse,
    @JsonUnwrapped Feedback feedback) {

  public Message {
    // What a file does not say comes as null.
    content = content == null ? "" : content;
    toolUse = toolUse == null ? ToolUse.NONE : toolUse;
    feedback = feedback == null ? Feedback.NONE : feedback;
    if (weight != null && weight != 0 && weight != 1)
      throw new IllegalArgumentException("a weight is 0 or 1, not " + weight);
  }

  public Message(Role role, String content) {
    this(role, content, null, null, ToolUse.NONE, Feedback.NONE);
  }

  public static Message system(String content) {
    return new Message(Role.SYSTEM, content);
  }

  public static Message user(String content) {
    return new Message(Role.USER, content);
  }

  public static Message assistant(String content) {
    return new Message(Role.ASSISTANT, content);
  }

  /// Whether a training learns to say this.
  @JsonIgnore
  public boolean isLearned() {
    return role == Role.ASSISTANT && (weight == null || weight == 1);
  }

  public Message withContent(String content) {
    return new Message(role, content, name, weight, toolUse, feedback);
  }

  public Message withWeight(@Nullable Integer weight) {
    return new Message(role, content, name, weight, toolUse, feedback);
  }

  public Message withFeedback(Feedback feedback) {
    return new Message(role, content, name, weight, toolUse, feedback);
  }
}
