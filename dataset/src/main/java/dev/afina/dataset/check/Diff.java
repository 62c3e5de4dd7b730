package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import java.util.ArrayList;
import java.util.List;

/// What a repair changes, message by message: `- user: …`, `+ user: …`. Messages that stay are left
/// out.
public final class Diff {
  private Diff() {}

  public static List<String> of(Conversation before, Conversation after) {
    List<String> a = told(before);
    List<String> b = told(after);
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--)
      for (int j = b.size() - 1; j >= 0; j--)
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        i++;
        j++;
      } else if (j == b.size() || i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("- " + a.get(i++));
      } else {
        lines.add("+ " + b.get(j++));
      }
    }
    return lines;
  }

  private static List<String> told(Conversation conversation) {
    return conversation.messages().stream()
        .map(message -> message.role().word() + ": " + message.content())
        .toList();
  }
}
