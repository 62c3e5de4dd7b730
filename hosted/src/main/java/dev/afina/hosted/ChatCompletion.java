package dev.afina.hosted;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.afina.model.ChatModel.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to a [ChatRequest], as far as it is used here. Servers leave out what they like.
record ChatCompletion(@Nullable List<Choice> choices, @Nullable Usage usage) {

  record Choice(
      @Nullable Said message, @JsonProperty("finish_reason") @Nullable String finishReason) {}

  record Said(@Nullable String content, @Nullable String refusal) {}

  record Usage(
      @JsonProperty("prompt_tokens") int prompt,
      @JsonProperty("completion_tokens") int completion) {}

  /// The first choice; nothing if there is none. A model that refuses says why, and that is its
  /// answer.
  Optional<Reply> reply() {
    if (choices == null || choices.isEmpty()) return Optional.empty();
    Choice first = choices.getFirst();
    Said said = first.message();
    if (said == null) return Optional.empty();
    String text = said.content() == null ? said.refusal() : said.content();
    if (text == null) return Optional.empty();
    int prompt = usage == null ? 0 : usage.prompt();
    int tokens = usage == null ? 0 : usage.completion();
    return Optional.of(new Reply(text, prompt, tokens, !"length".equals(first.finishReason())));
  }
}
