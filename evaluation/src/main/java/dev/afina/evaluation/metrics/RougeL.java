package dev.afina.evaluation.metrics;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// ROUGE-L ([Lin 2004](https://aclanthology.org/W04-1013)): the longest sequence of words that
/// answer and reference have in common, in order but not in one piece, as F1 from 0 to 1. The usual
/// program drops Spanish letters; this one does not.
public final class RougeL {
  private RougeL() {}

  private static final Pattern WORD = Pattern.compile("[a-z0-9áéíóúüñ]+");

  public static double f1(String answer, String reference) {
    List<String> a = words(answer);
    List<String> r = words(reference);
    int common = common(a, r);
    return common == 0 ? 0 : 2.0 * common / (a.size() + r.size());
  }

  private static List<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
  }

  private static int common(List<String> a, List<String> b) {
    int[] above = new int[b.size() + 1];
    for (String word : a) {
      int[] row = new int[b.size() + 1];
      for (int j = 1; j <= b.size(); j++)
        row[j] = word.equals(b.get(j - 1)) ? above[j - 1] + 1 : Math.max(above[j], row[j - 1]);
      above = row;
    }
    return above[b.size()];
  }
}
