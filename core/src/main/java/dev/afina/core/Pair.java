package dev.afina.core;

import java.util.ArrayList;
import java.util.List;

/// Two answers to the same question, one preferred to the other: what training on preferences
/// learns from.
///
/// @param input what was said before, with tools and all that is known about it
/// @param preferred what the assistant had better say
/// @param rejected what it had better not say
public record Pair(Conversation input, Message preferred, Message rejected) {

  /// A pair for each answer that replaces another one, in their order.
  public static List<Pair> in(Conversation conversation) {
    List<Pair> pairs = new ArrayList<>();
    List<Message> messages = conversation.messages();
    for (int i = 1; i < messages.size(); i++) {
      Message message = messages.get(i);
      String rejected = message.feedback().rejected();
      if (message.role() != Role.ASSISTANT || rejected == null) continue;
      pairs.add(
          new Pair(
              conversation.withMessages(messages.subList(0, i)),
              message.withFeedback(Feedback.NONE),
              Message.assistant(rejected)));
    }
    return pairs;
  }

  /// The conversation with the preferred answer, the only one that is learned.
  public Conversation ofPreferred() {
    return with(preferred);
  }

  /// The conversation with the rejected answer, the only one that is learned.
  public Conversation ofRejected() {
    return with(rejected);
  }

  private Conversation with(Message answer) {
    List<Message> all = new ArrayList<>();
    for (Message one : input.messages())
      all.add(one.role() == Role.ASSISTANT ? one.withWeight(0) : one);
    all.add(answer.withWeight(null));
    return input.withMessages(all);
  }

  /// What is learned of it: without marks and provenance.
  public Pair bare() {
    List<Message> said =
        input.messages().stream().map(one -> one.withFeedback(Feedback.NONE)).toList();
    return new Pair(
        new Conversation(said, input.tools(), List.of(), About.NOTHING),
        preferred.withFeedback(Feedback.NONE),
        rejected);
  }

  /// The pair as one conversation: its last answer is the preferred one, and remembers the other.
  public Conversation conversation() {
    List<Message> all = new ArrayList<>(input.messages());
    all.add(
        preferred.withFeedback(new Feedback(preferred.feedback().ratings(), rejected.content())));
    return input.withMessages(all);
  }
}
