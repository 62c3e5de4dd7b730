package dev.afina.report;

import static dev.afina.report.Html.el;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Two answers word by word: what only one of them says is marked. Answers that share fewer than a
/// third of their words have nothing to be compared; marking everything would help nobody.
///
/// @param before the first answer with its own words in `<del>`
/// @param after the second with its own in `<ins>`
record Differences(Html before, Html after) {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final double LEAST_SHARED = 1.0 / 3;

  static Differences between(String before, String after) {
    String[] a = SPACES.split(before.strip());
    String[] b = SPACES.split(after.strip());
    boolean[] inA = new boolean[a.length];
    boolean[] inB = new boolean[b.length];
    int shared = mark(a, b, inA, inB);
    if (2.0 * shared / (a.length + b.length) < LEAST_SHARED)
      return new Differences(Html.text(before), Html.text(after));
    return new Differences(marked(a, inA, "del"), marked(b, inB, "ins"));
  }

  /// Finds the longest common sequence of words, and how long it is.
  private static int mark(String[] a, String[] b, boolean[] inA, boolean[] inB) {
    int[][] longest = new int[a.length + 1][b.length + 1];
    for (int i = a.length - 1; i >= 0; i--)
      for (int j = b.length - 1; j >= 0; j--)
        longest[i][j] =
            same(a[i], b[j])
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (same(a[i], b[j])) {
        inA[i++] = true;
        inB[j++] = true;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return longest[0][0];
  }

  private static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }

  private static String plain(String word) {
    String letters = NO_LETTERS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    return letters.isEmpty() ? word : letters;
  }

  private static Html marked(String[] words, boolean[] shared, String tag) {
    List<Html> pieces = new ArrayList<>();
    int start = 0;
    while (start < words.length) {
      int end = start;
      while (end < words.length && shared[end] == shared[start]) end++;
      String run = String.join(" ", List.of(words).subList(start, end));
      pieces.add(shared[start] ? Html.text(run) : el(tag, run));
      if (end < words.length) pieces.add(Html.text(" "));
      start = end;
    }
    return Html.all(pieces);
  }
}
