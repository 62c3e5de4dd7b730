package dev.afina.evaluation;

import dev.afina.core.Message;
import java.util.List;

/// A question a chat model is tested with.
///
/// @param question what was said until the answer is due; the system prompt is not among it
/// @param reference a good answer
/// @param facts what an answer must contain, word for word; may be empty
public record ChatCase(
    List<Message> question, String reference, CaseKind kind, List<String> facts) {

  public ChatCase {
    question = List.copyOf(question);
    facts = List.copyOf(facts);
    if (question.isEmpty()) throw new IllegalArgumentException("a case asks nothing");
  }

  public static ChatCase of(String question, String reference, CaseKind kind, String... facts) {
    return new ChatCase(List.of(Message.user(question)), reference, kind, List.of(facts));
  }
}
