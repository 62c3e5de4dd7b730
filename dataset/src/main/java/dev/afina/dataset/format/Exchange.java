package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A conversation as formats need it that know only questions and answers in turn: perhaps a system
/// prompt, then question, answer, question, answer.
///
/// @param system empty if there is none
/// @param turns each a question and its answer
record Exchange(String system, List<Turn> turns) {

  record Turn(String question, String answer) {}

  /// Nothing if the sides do not take turns, or tools are used.
  static Optional<Exchange> of(Conversation conversation) {
    List<Message> messages = conversation.messages();
    String system = "";
    List<Turn> turns = new ArrayList<>();
    String open = null;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (!message.toolUse().calls().isEmpty()) return Optional.empty();
      switch (message.role()) {
        case SYSTEM -> {
          if (i > 0) return Optional.empty();
          system = message.content();
        }
        case USER -> {
          if (open != null) return Optional.empty();
          open = message.content();
        }
        case ASSISTANT -> {
          if (open == null) return Optional.empty();
          turns.add(new Turn(open, message.content()));
          open = null;
        }
        case TOOL -> {
          return Optional.empty();
        }
      }
    }
    // A question nobody answered teaches nothing.
    return turns.isEmpty() ? Optional.empty() : Optional.of(new Exchange(system, turns));
  }

  /// The only turn, if there is only one and no system prompt is lost with it.
  Optional<Turn> only() {
    return turns.size() == 1 ? Optional.of(turns.getFirst()) : Optional.empty();
  }

  static List<Message> messages(String system, List<Turn> turns) {
    List<Message> messages = new ArrayList<>();
    if (!system.isBlank()) messages.add(Message.system(system));
    for (Turn turn : turns) {
      messages.add(Message.user(turn.question()));
      messages.add(new Message(Role.ASSISTANT, turn.answer()));
    }
    return messages;
  }
}
