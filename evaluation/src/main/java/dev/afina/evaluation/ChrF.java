package dev.afina.evaluation;

import java.util.HashMap;
import java.util.Map;

/// chrF2 ([Popović 2015](https://aclanthology.org/W15-3049)) as sacreBLEU computes it
/// (`chrF2|nc:6|nw:0|space:no`): how many character n-grams of lengths 1 to 6 an answer shares with
/// its reference, recall counting twice; from 0 to 100. It forgives other word forms, which suits
/// Spanish.
///
/// @param said n-grams of the answers, by length
/// @param wanted n-grams of the references
/// @param shared n-grams they have in common
record ChrF(long[] said, long[] wanted, long[] shared) {
  private static final int ORDER = 6;
  private static final double BETA = 2;

  static ChrF of(String answer, String reference) {
    ChrF counts = empty();
    int[] a = letters(answer);
    int[] r = letters(reference);
    for (int n = 1; n <= ORDER; n++) {
      Map<String, Integer> inAnswer = grams(a, n);
      Map<String, Integer> inReference = grams(r, n);
      counts.wanted[n - 1] = Math.max(0, r.length - n + 1);
      counts.said[n - 1] = inReference.isEmpty() ? 0 : Math.max(0, a.length - n + 1);
      for (var gram : inAnswer.entrySet())
        counts.shared[n - 1] +=
            Math.min(gram.getValue(), inReference.getOrDefault(gram.getKey(), 0));
    }
    return counts;
  }

  static ChrF empty() {
    return new ChrF(new long[ORDER], new long[ORDER], new long[ORDER]);
  }

  /// Counts of several answers are added before the score is computed: long answers count more.
  void add(ChrF other) {
    for (int i = 0; i < ORDER; i++) {
      said[i] += other.said[i];
      wanted[i] += other.wanted[i];
      shared[i] += other.shared[i];
    }
  }

  double score() {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int i = 0; i < ORDER; i++) {
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
}
