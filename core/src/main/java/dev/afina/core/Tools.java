package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The tools a conversation may use.
///
/// @param definitions as OpenAI writes them, each with the JSON schema of its arguments
/// @param parallel whether several may be called at once; `null` if the file does not say
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tools(
    @JsonProperty("tools") List<JsonNode> definitions,
    @JsonProperty("parallel_tool_calls") @Nullable Boolean parallel) {

  public static final Tools NONE = new Tools(List.of(), null);

  public Tools {
    definitions = definitions == null ? List.of() : List.copyOf(definitions);
  }
}
