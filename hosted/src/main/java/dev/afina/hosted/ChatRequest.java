package dev.afina.hosted;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.Sampling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of `POST /chat/completions`, as far as it is used here.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatRequest(
    String model,
    List<Turn> messages,
    double temperature,
    @JsonProperty("top_p") double topP,
    @JsonProperty("presence_penalty") double presence,
    @JsonProperty("frequency_penalty") double frequency,
    long seed,
    @JsonProperty("max_tokens") @Nullable Integer maxTokens,
    @JsonProperty("max_completion_tokens") @Nullable Integer maxCompletionTokens,
    @Nullable List<String> stop,
    @JsonProperty("response_format") @Nullable Form form) {

  record Turn(String role, String content) {}

  /// The answer keeps to a JSON schema.
  record Form(String type, @JsonProperty("json_schema") Schema schema) {
    record Schema(String name, boolean strict, JsonNode schema) {}
  }

  /// @throws IllegalArgumentException if the sampling has what this API has no word for
  static ChatRequest of(Address to, List<Message> messages, Sampling sampling) {
    Sampling.Cut cut = sampling.cut();
    Sampling.Penalties penalties = sampling.penalties();
    Sampling.End end = sampling.end();
    if (cut.topK() > 0 || cut.minP() > 0 || penalties.repetition() != 1)
      throw new IllegalArgumentException("no word for " + sampling);
    if (sampling.alternatives() >= 0) throw new IllegalArgumentException("no probabilities here");
    boolean newName = to.service().saysCompletionTokens();
    return new ChatRequest(
        to.model(),
        messages.stream().map(one -> new Turn(one.role().word(), one.content())).toList(),
        sampling.temperature(),
        cut.topP(),
        penalties.presence(),
        penalties.frequency(),
        sampling.seed(),
        newName ? null : end.maxTokens(),
        newName ? end.maxTokens() : null,
        end.stop().isEmpty() ? null : end.stop(),
        end.schema().isEmpty()
            ? null
            : new Form("json_schema", new Form.Schema("answer", true, Json.tree(end.schema()))));
  }

  /// For servers and models that know no schemas.
  ChatRequest withoutForm() {
    return new ChatRequest(
        model,
        messages,
        temperature,
        topP,
        presence,
        frequency,
        seed,
        maxTokens,
        maxCompletionTokens,
        stop,
        null);
  }
}
