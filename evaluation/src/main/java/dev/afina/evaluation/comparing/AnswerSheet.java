package dev.afina.evaluation.comparing;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.grading.Spent;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one contestant's stored answers say beyond passed and failed.
///
/// @param name which one, where there are several of a kind; else empty
/// @param recognition of a classifier's answers
/// @param means of what graders measured, by grader
/// @param seconds an answer; nothing where they were not counted
/// @param judging what a judge took to grade them
public record AnswerSheet(
    Contestant who,
    String name,
    Optional<Recognition> recognition,
    SortedMap<String, Double> means,
    Optional<Double> seconds,
    Spent judging) {
  /// The mark of how long an answer took.
  public static final String SECONDS = "seconds";

  public AnswerSheet {
    means = Collections.unmodifiableSortedMap(new TreeMap<>(means));
  }

  /// Reads the answers one after the other.
  public static AnswerSheet of(Scoring.Answers answers) {
    Counter counter = new Counter();
    try (ItemStore.Reader items = ItemStore.read(answers.file())) {
      while (items.next(counter::add)) {}
    }
    return new AnswerSheet(
        answers.who(),
        answers.name(),
        counter.recognition(),
        counter.means(),
        counter.mean(SECONDS),
        counter.judging);
  }

  private static final class Counter {
    private static final Set<String> NO_GRADERS =
        Stream.concat(Stream.of(Recognition.PROBABILITY, SECONDS), Spent.MARKS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Recognition.Counter recognition = new Recognition.Counter();
    private final SortedMap<String, double[]> sums = new TreeMap<>();
    private Spent judging = Spent.NOTHING;
    private int items;

    void add(Item item) {
      items++;
      judging = judging.plus(Spent.in(item.marks()));
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
      for (String grader : sums.keySet())
        if (!NO_GRADERS.contains(grader)) mean(grader).ifPresent(mean -> means.put(grader, mean));
      return means;
    }

    Optional<Double> mean(String mark) {
      return Optional.ofNullable(sums.get(mark)).map(sum -> six(sum[0] / sum[1]));
    }
  }
}
