package dev.afina.evaluation.grading;

import dev.afina.dataset.Normal;
import java.util.HashMap;
import java.util.Map;

/// How alike two texts are without a model of meaning: the cosine of their counts of three-letter
/// pieces, case, accents and punctuation aside. 0 nothing in common, 1 the same pieces.
final class Likeness {
  private Likeness() {}

  private static final int LENGTH = 3;

  static double of(String one, String other) {
    Map<String, Integer> a = pieces(one);
    Map<String, Integer> b = pieces(other);
    double product = 0;
    for (var piece : a.entrySet())
      product += (double) piece.getValue() * b.getOrDefault(piece.getKey(), 0);
    return product == 0 ? 0 : product / (length(a) * length(b));
  }

  private static double length(Map<String, Integer> pieces) {
    return Math.sqrt(pieces.values().stream().mapToDouble(n -> (double) n * n).sum());
  }

  private static Map<String, Integer> pieces(String text) {
    String plain = " " + Normal.of(text) + " ";
    Map<String, Integer> pieces = new HashMap<>();
    for (int i = 0; i + LENGTH <= plain.length(); i++)
      pieces.merge(plain.substring(i, i + LENGTH), 1, Integer::sum);
    return pieces;
  }
}
