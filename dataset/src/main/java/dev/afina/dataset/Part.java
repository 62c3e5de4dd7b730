package dev.afina.dataset;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.core.Tools;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a conversation may have that not every format has a place for.
public enum Part {
  SYSTEM,
  /// More than one question with one answer.
  TURNS,
  TOOLS,
  NAMES,
  WEIGHTS,
  RATINGS,
  /// The answer that another one replaces: the non-preferred half of a pair.
  REJECTED,
  /// Id, group, time, tags, provenance.
  ABOUT;

  /// What this conversation has.
  public static Set<Part> in(Conversation conversation) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (!conversation.tools().equals(Tools.NONE)) parts.add(TOOLS);
    if (!conversation.ratings().isEmpty()) parts.add(RATINGS);
    if (!conversation.about().equals(About.NOTHING)) parts.add(ABOUT);
    List<Message> messages = conversation.messages();
    for (Message message : messages) {
      if (message.role() == Role.SYSTEM) parts.add(SYSTEM);
      if (message.role() == Role.TOOL || !message.toolUse().calls().isEmpty()) parts.add(TOOLS);
      if (message.name() != null) parts.add(NAMES);
      if (message.weight() != null) parts.add(WEIGHTS);
      if (!message.feedback().ratings().isEmpty()) parts.add(RATINGS);
      if (message.feedback().rejected() != null) parts.add(REJECTED);
    }
    long spoken = messages.stream().filter(message -> message.role() != Role.SYSTEM).count();
    if (spoken > 2) parts.add(TURNS);
    return parts;
  }
}
