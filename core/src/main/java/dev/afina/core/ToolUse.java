package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a message has to do with tools.
///
/// @param calls what the assistant asks for
/// @param answers the id of the call that a tool's message answers, or `null`
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolUse(
    @JsonProperty("tool_calls") List<ToolCall> calls,
    @JsonProperty("tool_call_id") @Nullable String answers) {

  public static final ToolUse NONE = new ToolUse(List.of(), null);

  public ToolUse {
    calls = calls == null ? List.of() : List.copyOf(calls);
  }
}
