package dev.afina.dataset.split;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.Normal;
import dev.afina.dataset.alike.NearDuplicates;
import dev.afina.dataset.alike.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What must not be divided: conversations of one group (a base case with its variations, a
/// customer, a ticket) and those that ask almost the same, and whatever either of them is connected
/// with.
public final class Grouping {
  private Grouping() {}

  /// For each conversation the first of those it belongs to.
  public static int[] of(List<Conversation> conversations) {
    Together together = new Together(conversations.size());
    Map<String, Integer> firstOf = new HashMap<>();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < conversations.size(); i++) {
      String group = conversations.get(i).about().group();
      Integer first = group == null ? null : firstOf.putIfAbsent(group, i);
      if (first != null) together.join(first, i);
      asked.add(asked(conversations.get(i)));
    }
    for (NearDuplicates.Pair pair : NearDuplicates.pairs(asked, NearDuplicates.SAME))
      together.join(pair.first(), pair.second());
    return IntStream.range(0, conversations.size()).map(together::first).toArray();
  }

  /// What customers ask, in the form in which it is compared.
  public static String asked(Conversation conversation) {
    return asked(conversation, i -> Normal.of(conversation.messages().get(i).content()));
  }

  /// @param text of a message by its place, in the form that is wanted
  public static String asked(Conversation conversation, IntFunction<String> text) {
    List<Message> messages = conversation.messages();
    String said = "";
    for (int i = 0; i < messages.size(); i++)
      if (messages.get(i).role() == Role.USER)
        said = said.isEmpty() ? text.apply(i) : said + "\n" + text.apply(i);
    return said.strip();
  }
}
