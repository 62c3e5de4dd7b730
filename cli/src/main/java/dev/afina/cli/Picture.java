package dev.afina.cli;

import dev.afina.text.Texts;
import java.util.List;

/// Contestants under each other on one scale from 0 to 1: a dot for what was reached, and around it
/// the interval in which the truth may lie.
final class Picture {
  private Picture() {}

  private static final int WIDEST = 31; // an odd number, so that a half has a place of its own
  private static final int NARROWEST = 11;
  private static final int NUMBERS = 30; // what stands on the right of the scale

  /// @param share reached, from 0 to 1
  /// @param low and `high`: the ends of its 95 % interval; both equal to `share` where there is
  ///   none
  record Contestant(String name, double share, double low, double high) {
    boolean hasInterval() {
      return high > low;
    }
  }

  /// Draws them, indented, as wide as the screen is.
  static void draw(List<Contestant> contestants, String indent, Call call) {
    rows(contestants, call.texts, call.screen.width() - indent.length())
        .forEach(row -> call.screen.line(indent + row));
  }

  /// One row a contestant; the names padded to one width, the scale as long as `width` allows.
  static List<String> rows(List<Contestant> contestants, Texts texts, int width) {
    int longest = contestants.stream().mapToInt(c -> Screen.length(c.name())).max().orElse(0);
    int scale = Math.clamp(width - longest - 2 - NUMBERS, NARROWEST, WIDEST);
    return contestants.stream().map(c -> row(c, longest, scale, texts)).toList();
  }

  private static String row(Contestant contestant, int longest, int scale, Texts texts) {
    String name = contestant.name() + " ".repeat(longest - Screen.length(contestant.name()));
    String share = texts.percent(contestant.share());
    String between =
        contestant.hasInterval()
            ? "  "
                + texts.word(
                    "screen.between",
                    "low",
                    texts.number(Math.round(contestant.low() * 100)),
                    "high",
                    texts.number(Math.round(contestant.high() * 100)))
            : "";
    return name
        + "  "
        + scale(contestant, scale)
        + "  "
        + " ".repeat(Math.max(0, 5 - share.length()))
        + share
        + between;
  }

  private static String scale(Contestant contestant, int width) {
    StringBuilder scale = new StringBuilder(" ".repeat(width));
    if (contestant.hasInterval()) {
      int low = place(contestant.low(), width);
      int high = place(contestant.high(), width);
      for (int i = low; i <= high; i++) scale.setCharAt(i, '─');
      scale.setCharAt(low, '├');
      scale.setCharAt(high, '┤');
    }
    scale.setCharAt(place(contestant.share(), width), '●');
    return scale.toString();
  }

  private static int place(double share, int width) {
    return (int) Math.round(Math.clamp(share, 0, 1) * (width - 1));
  }
}
