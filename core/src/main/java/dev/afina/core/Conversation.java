package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;

/// One thing to learn from: the messages of one conversation, oldest first, in the form of OpenAI's
/// chat files (`{"messages": [...]}`), with what is known about it beside them (`"tools"`,
/// `"ratings"`, `"id"`, `"group"` …). For a classifier the last answer is the label.
///
/// @param ratings of the whole conversation; marks of single answers lie in their message
/// @throws IllegalArgumentException if there is no message
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Conversation(
    List<Message> messages,
    @JsonUnwrapped Tools tools,
    List<Rating> ratings,
    @JsonUnwrapped About about) {

  public Conversation {
    // What a JSON object does not have comes as null.
    messages = messages == null ? List.of() : List.copyOf(messages);
    if (messages.isEmpty()) throw new IllegalArgumentException("a conversation has no message");
    tools = tools == null ? Tools.NONE : tools;
    ratings = ratings == null ? List.of() : List.copyOf(ratings);
    about = about == null ? About.NOTHING : about;
  }

  public Conversation(List<Message> messages) {
    this(messages, Tools.NONE, List.of(), About.NOTHING);
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
    return withMessages(all);
  }

  public Conversation withMessages(List<Message> messages) {
    return new Conversation(messages, tools, ratings, about);
  }

  public Conversation withRatings(List<Rating> ratings) {
    return new Conversation(messages, tools, ratings, about);
  }

  public Conversation withAbout(About about) {
    return new Conversation(messages, tools, ratings, about);
  }
}
