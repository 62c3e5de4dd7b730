package dev.afina.cli;

import dev.afina.core.Fact;
import dev.afina.text.Explained;
import dev.afina.text.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Problems for people, each in three parts: place and value, the rule, the way out.
final class Problems {
  private Problems() {}

  private static final int MOST = 20;

  /// All of them with `all`, else the first twenty and how many remain.
  static void draw(List<Fact> facts, Texts texts, Screen screen, boolean all) {
    int shown = all ? facts.size() : Math.min(MOST, facts.size());
    for (Fact fact : facts.subList(0, shown)) draw(texts.explain(fact), texts, screen);
    if (shown < facts.size()) {
      screen.paragraph("", texts.word("screen.moreProblems", "n", facts.size() - shown));
    }
  }

  private static void draw(Explained explained, Texts texts, Screen screen) {
    List<String> rows = Screen.wrap(explained.sentence(), screen.width());
    for (String row : rows) screen.line(screen.styled(Screen.Style.BOLD, row));
    ruleAndFix(explained, texts, screen);
  }

  /// The second and the third part, below each other.
  static void ruleAndFix(Explained explained, Texts texts, Screen screen) {
    String rule = texts.word("screen.rule");
    String fix = texts.word("screen.fix");
    int width = Math.max(rule.length(), fix.length()) + 2;
    part(rule, width, explained.rule(), screen);
    part(fix, width, explained.fix(), screen);
  }

  private static void part(String name, int width, @Nullable String text, Screen screen) {
    if (text == null) return;
    String head = "  " + screen.styled(Screen.Style.DIM, name) + " ".repeat(width - name.length());
    screen.paragraph(head, text);
  }
}
