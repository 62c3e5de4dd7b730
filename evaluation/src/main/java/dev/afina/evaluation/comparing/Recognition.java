package dev.afina.evaluation.comparing;

import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.metrics.Reliability;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// How a classifier recognises, by its stored answers.
///
/// @param inside of the cases with an intent, those answered rightly; a rejection is wrong
/// @param outside of the cases without one, those rejected
/// @param confusion over all cases; a case that allows several intents counts at the one said, or
///   else at the first
/// @param given how sure the answers to cases with an intent were, rejections left out
public record Recognition(Score inside, Score outside, Confusion confusion, Reliability given) {

  /// The mark under which an answer's probability is stored.
  public static final String PROBABILITY = "probability";

  /// Counts items one after the other: memory grows with the labels, and by a number an item.
  static final class Counter {
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final DoubleStream.Builder confidences = DoubleStream.builder();
    private final BitSet right = new BitSet();
    private int answers;
    private int inside;
    private int insideRight;
    private int outside;
    private int outsideRight;

    void add(Item item) {
      String expected = expected(item);
      counts.computeIfAbsent(expected, _ -> new TreeMap<>()).merge(item.answer(), 1, Integer::sum);
      if (expected.equals(Expected.NONE)) {
        outside++;
        if (item.passed()) outsideRight++;
        return;
      }
      inside++;
      if (item.passed()) insideRight++;
      if (item.answer().equals(Expected.NONE)) return;
      confidences.add(item.marks().getOrDefault(PROBABILITY, 0.0));
      right.set(answers++, item.passed());
    }

    /// A wrong answer names what was expected; a right one is it.
    private static String expected(Item item) {
      if (item.passed() || item.failed().isEmpty()) return item.answer();
      return switch (Expected.of(item.failed().getFirst())) {
        case Expected.None() -> Expected.NONE;
        case Expected.OneOf(var labels) -> labels.first();
      };
    }

    Recognition result() {
      boolean[] hits = new boolean[answers];
      for (int i = 0; i < answers; i++) hits[i] = right.get(i);
      return new Recognition(
          Score.of(insideRight, inside),
          Score.of(outsideRight, outside),
          confusion(),
          Reliability.of(confidences.build().toArray(), hits));
    }

    private Confusion confusion() {
      TreeMap<String, Integer> places = new TreeMap<>();
      counts.forEach((expected, said) -> {
        places.put(expected, 0);
        said.keySet().forEach(label -> places.put(label, 0));
      });
      List<String> labels = new ArrayList<>(places.keySet());
      if (labels.remove(Expected.NONE)) labels.add(Expected.NONE);
      List<List<Integer>> rows = new ArrayList<>();
      for (String expected : labels) {
        Map<String, Integer> said = counts.getOrDefault(expected, Map.of());
        rows.add(labels.stream().map(label -> said.getOrDefault(label, 0)).toList());
      }
      return new Confusion(labels, rows);
    }
  }
}
