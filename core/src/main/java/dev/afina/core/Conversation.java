package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/// One thing to learn from: the messages of one conversation, oldest first, in the form of OpenAI's
/// chat files (`{"messages": [...]}`). For a classifier the last answer is the label.
///
/// @throws IllegalArgumentException if there is no message
public record Conversation(List<Message> messages) {

  public Conversation {
    // A JSON object without messages comes as null.
    messages = messages == null ? List.of() : List.copyOf(messages);
    if (messages.isEmpty()) throw new IllegalArgumentException("a conversation has no message");
  }

  public static Conversation of(Message... messages) {
    return new Conversation(List.of(messages));
  }

  /// The last message's text if the assistant said it, else an empty text.
  @JsonIgnore
  public String answer() {
    Message last = messages.getLast();
    return last.role() == Role.ASSISTANT ? last.content() : "";
  }

  /// What came before the last answer: what a model is asked.
  @JsonIgnore
  public List<Message> question() {
    Message last = messages.getLast();
    return last.role() == Role.ASSISTANT ? messages.subList(0, messages.size() - 1) : messages;
  }

  /// The same conversation told that `system` is how to behave; one that brings its own keeps it.
  public Conversation withSystem(String system) {
    if (system.isBlank() || messages.getFirst().role() == Role.SYSTEM) return this;
    List<Message> all = new ArrayList<>(messages.size() + 1);
    all.add(Message.system(system));
    all.addAll(messages);
    return new Conversation(all);
  }
}
