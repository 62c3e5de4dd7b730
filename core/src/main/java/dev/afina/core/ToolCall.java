package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/// A call of a function that the assistant asks for, in files as OpenAI writes it: `{"id", "type":
/// "function", "function": {"name", "arguments"}}`.
///
/// @param arguments a JSON object, as text
public record ToolCall(String id, String name, String arguments) {

  /// The inner object of the file's form.
  private record Function(String name, String arguments) {}

  @JsonCreator
  static ToolCall of(@JsonProperty("id") String id, @JsonProperty("function") Function function) {
    if (function == null || function.name() == null)
      throw new IllegalArgumentException("a tool call names its function");
    return new ToolCall(
        id == null ? "" : id,
        function.name(),
        function.arguments() == null ? "{}" : function.arguments());
  }

  @JsonValue
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", "function");
    json.put("function", new Function(name, arguments));
    return json;
  }
}
