package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Small conversations and one look at them.
final class Looks {
  private Looks() {}

  static Conversation chat(String... turns) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < turns.length; i++)
      messages.add(i % 2 == 0 ? Message.user(turns[i]) : Message.assistant(turns[i]));
    return new Conversation(messages);
  }

  static Examination look(Check check, List<Conversation> conversations) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < conversations.size(); i++)
      readings.add(new Reading.Good(i + 1, conversations.get(i)));
    return Examination.of("a.jsonl", readings.stream(), List.of(check), false);
  }

  static List<Finding> found(Check check, Conversation... conversations) {
    return look(check, Arrays.asList(conversations)).findings();
  }

  /// What the repair of a finding makes of its conversation.
  static Conversation better(Finding finding) {
    return ((Finding.Repair.Rewrite) finding.repair().orElseThrow()).better();
  }

  static List<String> rules(Check check, Conversation... conversations) {
    return found(check, conversations).stream()
        .map(finding -> finding.line() + " " + finding.rule())
        .toList();
  }
}
