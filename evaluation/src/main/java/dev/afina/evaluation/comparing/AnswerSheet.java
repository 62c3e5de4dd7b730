package dev.afina.evaluation.comparing;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.Contestant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one contestant's stored answers say beyond passed and failed.
///
/// @param name which one, where there are several of a kind; else empty
/// @param recognition of a classifier's answers
/// @param means of what graders measured, by grader
public record AnswerSheet(
    Contestant who,
    String name,
    Optional<Recognition> recognition,
    SortedMap<String, Double> means) {

  public AnswerSheet {
    means = Collections.unmodifiableSortedMap(new TreeMap<>(means));
  }

  /// Reads the answers one after the other.
  public static AnswerSheet of(Scoring.Answers answers) {
    Counter counter = new Counter();
    try (ItemStore.Reader items = ItemStore.read(answers.file())) {
      while (items.next(counter::add)) {}
    }
    return new AnswerSheet(answers.who(), answers.name(), counter.recognition(), counter.means());
  }

  private static final class Counter {
    private final Recognition.Counter recognition = new Recognition.Counter();
    private final SortedMap<String, double[]> sums = new TreeMap<>();
    private int items;

    void add(Item item) {
      items++;
      item.marks()
          .forEach((grader, mark) -> {
            double[] sum = sums.computeIfAbsent(grader, _ -> new double[2]);
            sum[0] += mark;
            sum[1]++;
          });
      if (isClassifier()) recognition.add(item);
    }

    /// Whether every answer so far had a probability.
    private boolean isClassifier() {
      double[] probabilities = sums.get(Recognition.PROBABILITY);
      return probabilities != null && probabilities[1] == items;
    }

    Optional<Recognition> recognition() {
      return isClassifier() ? Optional.of(recognition.result()) : Optional.empty();
    }

    SortedMap<String, Double> means() {
      SortedMap<String, Double> means = new TreeMap<>();
      sums.forEach((grader, sum) -> {
        if (!grader.equals(Recognition.PROBABILITY)) means.put(grader, six(sum[0] / sum[1]));
      });
      return means;
    }
  }
}
