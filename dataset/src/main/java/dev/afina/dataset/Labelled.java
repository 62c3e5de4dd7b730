package dev.afina.dataset;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A sentence and the intent it has.
///
/// @param label `none` for a sentence that belongs to no intent; it is learned like the others
public record Labelled(String text, String label) {
  public static final String NONE = "none";

  private static final int FEW = 4;
  private static final int WORDS_OF_A_LABEL = 4;

  /// Whether conversations are sentences with their labels: single questions, few different
  /// answers, and hardly any of them a sentence. A business that always answers in the same three
  /// sentences has chats all the same.
  ///
  /// @param some conversations from the beginning of the file
  public static boolean are(List<Conversation> some) {
    Set<String> different = new HashSet<>();
    int others = 0;
    int asked = 0;
    for (Conversation one : some) {
      different.add(one.answer());
      if (isNoLabel(one.answer().strip())) others++;
      for (Message message : one.messages()) if (message.role() == Role.USER) asked++;
    }
    return some.size() >= FEW
        && asked <= some.size()
        && 2 * different.size() <= some.size()
        && 10 * others <= some.size();
  }

  private static boolean isNoLabel(String answer) {
    if (answer.isEmpty()) return true;
    boolean ends = ".!?…".indexOf(answer.charAt(answer.length() - 1)) >= 0;
    return ends || answer.split("\\s+").length > WORDS_OF_A_LABEL;
  }
}
