package dev.afina.evaluation.grading;

import dev.afina.core.Message;
import java.util.List;

/// What an answer is measured against.
///
/// @param question what was said until the answer was due
/// @param reference an answer as it should be; empty if there is none
/// @param facts what may and must be said
public record Asked(List<Message> question, String reference, List<String> facts) {
  public Asked {
    question = List.copyOf(question);
    facts = List.copyOf(facts);
  }

  public static Asked of(String question, String reference, String... facts) {
    return new Asked(List.of(Message.user(question)), reference, List.of(facts));
  }

  /// Everything that was given: question, reference, facts.
  public String known() {
    StringBuilder all = new StringBuilder(reference);
    for (Message message : question) all.append('\n').append(message.content());
    for (String fact : facts) all.append('\n').append(fact);
    return all.toString();
  }
}
