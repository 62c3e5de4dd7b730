package dev.afina.evaluation.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// chrF2 ([Popović 2015](https://aclanthology.org/W15-3049)) as sacreBLEU computes it
/// (`chrF2|nc:6|nw:0|space:no`): how many character n-grams of lengths 1 to 6 an answer shares with
/// its reference, recall counting twice; from 0 to 100. It forgives other word forms, which suits
/// Spanish. With words too (`nw:2`) it is chrF2++.
///
/// @param said n-grams of the answers, by length, characters first
/// @param wanted n-grams of the references
/// @param shared n-grams they have in common
public record ChrF(long[] said, long[] wanted, long[] shared) {
  private static final int ORDER = 6;
  private static final double BETA = 2;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  public static ChrF of(String answer, String reference) {
    return of(answer, reference, 0);
  }

  /// @param words up to how many words in a row count as well; 2 is chrF2++
  public static ChrF of(String answer, String reference, int words) {
    ChrF counts = empty(words);
    int[] a = letters(answer);
    int[] r = letters(reference);
    for (int n = 1; n <= ORDER; n++) counts.count(n - 1, grams(a, n), grams(r, n));
    List<String> answered = words(answer);
    List<String> referred = words(reference);
    for (int n = 1; n <= words; n++)
      counts.count(ORDER + n - 1, grams(answered, n), grams(referred, n));
    return counts;
  }

  /// The counts against that of several references which the answer is nearest to.
  public static ChrF best(String answer, List<String> references, int words) {
    return references.stream()
        .map(reference -> of(answer, reference, words))
        .reduce((one, other) -> other.score() > one.score() ? other : one)
        .orElseThrow();
  }

  public static ChrF empty() {
    return empty(0);
  }

  public static ChrF empty(int words) {
    return new ChrF(new long[ORDER + words], new long[ORDER + words], new long[ORDER + words]);
  }

  /// Counts of several answers are added before the score is computed: long answers count more.
  public void add(ChrF other) {
    for (int i = 0; i < said.length; i++) {
      said[i] += other.said[i];
      wanted[i] += other.wanted[i];
      shared[i] += other.shared[i];
    }
  }

  public double score() {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int i = 0; i < said.length; i++) {
      if (said[i] == 0 || wanted[i] == 0) continue;
      precision += (double) shared[i] / said[i];
      recall += (double) shared[i] / wanted[i];
      orders++;
    }
    if (orders == 0 || precision + recall == 0) return 0;
    precision /= orders;
    recall /= orders;
    return 100 * (1 + BETA * BETA) * precision * recall / (BETA * BETA * precision + recall);
  }

  private void count(int order, Map<String, Integer> answer, Map<String, Integer> reference) {
    wanted[order] = total(reference);
    said[order] = reference.isEmpty() ? 0 : total(answer);
    for (var gram : answer.entrySet())
      shared[order] += Math.min(gram.getValue(), reference.getOrDefault(gram.getKey(), 0));
  }

  private static long total(Map<String, Integer> grams) {
    return grams.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static int[] letters(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .toArray();
  }

  private static Map<String, Integer> grams(int[] letters, int n) {
    Map<String, Integer> grams = new HashMap<>();
    for (int start = 0; start + n <= letters.length; start++)
      grams.merge(new String(letters, start, n), 1, Integer::sum);
    return grams;
  }

  private static Map<String, Integer> grams(List<String> words, int n) {
    Map<String, Integer> grams = new HashMap<>();
    for (int start = 0; start + n <= words.size(); start++)
      grams.merge(String.join(" ", words.subList(start, start + n)), 1, Integer::sum);
    return grams;
  }

  /// A sign of punctuation at a word's end, or else at its beginning, is a word of its own.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      int last = word.length() - 1;
      if (last < 0) continue;
      if (last > 0 && PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (last > 0 && PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }
}
