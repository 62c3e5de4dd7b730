package dev.afina.evaluation.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// BLEU ([Papineni and others 2002](https://aclanthology.org/P02-1040)) as sacreBLEU computes it
/// (`case:mixed|smooth:exp`): how many word n-grams of lengths 1 to 4 an answer shares with its
/// references, from 0 to 100. Made for whole corpora; of one short answer it says little.
///
/// @param shared n-grams in common, by length
/// @param said n-grams of the answers
/// @param length words of the answers
/// @param wanted words of the references nearest in length
public record Bleu(long[] shared, long[] said, long length, long wanted) {
  private static final int ORDER = 4;

  /// How a text is divided into words.
  public enum Words {
    /// As the script mteval-v13a does; the usual way.
    V13A,
    /// By the classes of Unicode.
    INTERNATIONAL,
    /// At spaces alone.
    SPACES
  }

  /// The score of one answer; lengths it is too short for do not count.
  public static double sentence(String answer, String... references) {
    return counts(answer, List.of(references), Words.V13A).score(true);
  }

  /// The score of all answers together: counts are added first.
  ///
  /// @param references for each answer one or more
  public static double corpus(List<String> answers, List<List<String>> references, Words words) {
    Bleu sum = new Bleu(new long[ORDER], new long[ORDER], 0, 0);
    for (int i = 0; i < answers.size(); i++)
      sum = sum.plus(counts(answers.get(i), references.get(i), words));
    return sum.score(false);
  }

  private Bleu plus(Bleu other) {
    long[] bothShared = new long[ORDER];
    long[] bothSaid = new long[ORDER];
    for (int i = 0; i < ORDER; i++) {
      bothShared[i] = shared[i] + other.shared[i];
      bothSaid[i] = said[i] + other.said[i];
    }
    return new Bleu(bothShared, bothSaid, length + other.length, wanted + other.wanted);
  }

  private static Bleu counts(String answer, List<String> references, Words how) {
    List<String> words = words(answer, how);
    long[] shared = new long[ORDER];
    long[] said = new long[ORDER];
    List<List<String>> wanted = references.stream().map(one -> words(one, how)).toList();
    for (int n = 1; n <= ORDER; n++) {
      Map<String, Integer> most = new HashMap<>();
      for (List<String> reference : wanted)
        grams(reference, n).forEach((gram, times) -> most.merge(gram, times, Math::max));
      said[n - 1] = Math.max(0, words.size() - n + 1);
      for (var gram : grams(words, n).entrySet())
        shared[n - 1] += Math.min(gram.getValue(), most.getOrDefault(gram.getKey(), 0));
    }
    return new Bleu(shared, said, words.size(), nearest(words.size(), wanted));
  }

  private static int nearest(int length, List<List<String>> references) {
    int best = references.getFirst().size();
    for (List<String> one : references) {
      int size = one.size();
      int closer = Math.abs(size - length) - Math.abs(best - length);
      if (closer < 0 || closer == 0 && size < best) best = size;
    }
    return best;
  }

  /// @param shortened whether lengths of which the answer has no n-gram are left out
  private double score(boolean shortened) {
    if (length == 0 || Arrays.stream(shared).allMatch(n -> n == 0)) return 0;
    double smoothing = 1;
    double logs = 0;
    int orders = 0;
    for (int i = 0; i < ORDER; i++) {
      if (said[i] == 0) {
        if (shortened) break;
        return 0;
      }
      double hits = shared[i];
      if (hits == 0) {
        smoothing *= 2;
        hits = 1 / smoothing;
      }
      logs += Math.log(hits / said[i]);
      orders++;
    }
    double brevity = length < wanted ? Math.exp(1 - (double) wanted / length) : 1;
    return 100 * brevity * Math.exp(logs / orders);
  }

  private static Map<String, Integer> grams(List<String> words, int n) {
    Map<String, Integer> grams = new HashMap<>();
    for (int start = 0; start + n <= words.size(); start++)
      grams.merge(String.join(" ", words.subList(start, start + n)), 1, Integer::sum);
    return grams;
  }

  private record Rule(Pattern pattern, String by) {
    static Rule of(String pattern, String by) {
      return new Rule(Pattern.compile(pattern), by);
    }
  }

  private static final List<Rule> V13A =
      List.of(
          Rule.of("([\\{-\\~\\[-\\` -\\&\\(-\\+\\:-\\@\\/])", " $1 "),
          Rule.of("([^0-9])([\\.,])", "$1 $2 "),
          Rule.of("([\\.,])([^0-9])", " $1 $2"),
          Rule.of("([0-9])(-)", "$1 $2 "));

  private static final List<Rule> INTERNATIONAL =
      List.of(
          Rule.of("(\\P{N})(\\p{P})", "$1 $2 "),
          Rule.of("(\\p{P})(\\P{N})", " $1 $2"),
          Rule.of("(\\p{S})", " $1 "));

  private static List<String> words(String text, Words how) {
    String divided =
        switch (how) {
          case SPACES -> text;
          case INTERNATIONAL -> apply(INTERNATIONAL, text);
          case V13A -> apply(V13A, " " + plain(text) + " ");
        };
    List<String> words = new ArrayList<>();
    for (String word : divided.strip().split("\\s+")) if (!word.isEmpty()) words.add(word);
    return words;
  }

  private static String plain(String text) {
    return text.replace("<skipped>", "")
        .replace("-\n", "")
        .replace("\n", " ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static String apply(List<Rule> rules, String text) {
    String divided = text;
    for (Rule rule : rules) divided = rule.pattern().matcher(divided).replaceAll(rule.by());
    return divided;
  }
}
