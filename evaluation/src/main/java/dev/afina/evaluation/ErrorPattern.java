package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import dev.afina.dataset.Normal;
import dev.afina.evaluation.statistics.FalseDiscovery;
import dev.afina.evaluation.statistics.Fisher;
import dev.afina.evaluation.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How errors gather.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface ErrorPattern extends Fact {
  /// A feature with fewer errors says nothing.
  int LEAST_ERRORS = 5;

  /// Of the patterns reported, about this share owe themselves to chance.
  double FALSE_DISCOVERIES = 0.1;

  /// One intent taken for another, `times` of the `of` cases it has; Wilson's interval of that
  /// share.
  record Confused(String expected, String predicted, int times, int of, double low, double high)
      implements ErrorPattern {}

  /// Sentences with a feature are misread more often than the rest.
  ///
  /// @param lift their share of errors over that of all sentences
  /// @param p by Fisher's exact test, corrected for the number of features
  record Concentrated(Feature feature, int errors, int of, double lift, double p)
      implements ErrorPattern {}

  /// Sentences with a word are misread more often than the rest: a cluster of failures with a name.
  ///
  /// @param p corrected for all words and features that were looked at
  record Worded(String word, int errors, int of, double lift, double p) implements ErrorPattern {}

  /// The most frequent first.
  static List<ErrorPattern> in(Confusion confusion, List<Judged> cases) {
    List<ErrorPattern> patterns = new ArrayList<>(confused(confusion));
    patterns.addAll(concentrated(cases));
    return patterns;
  }

  private static List<Confused> confused(Confusion confusion) {
    List<Confused> pairs = new ArrayList<>();
    List<String> labels = confusion.labels();
    for (int row = 0; row < labels.size(); row++) {
      for (int column = 0; column < labels.size(); column++) {
        int times = confusion.at(row, column);
        if (row == column || times == 0) continue;
        int of = confusion.support(row);
        Interval share = Interval.wilson(times, of);
        pairs.add(
            new Confused(
                labels.get(row),
                labels.get(column),
                times,
                of,
                six(share.low()),
                six(share.high())));
      }
    }
    pairs.sort(
        Comparator.comparingInt(Confused::times)
            .thenComparingDouble(Confused::low)
            .reversed()
            .thenComparing(Confused::expected)
            .thenComparing(Confused::predicted));
    return pairs;
  }

  /// Something a sentence may have, counted.
  private record Trait(int with, int errors, Counted found) {}

  /// How a trait is told.
  private interface Counted {
    ErrorPattern of(int errors, int of, double lift, double p);
  }

  /// Forms of sentences and single words together, the largest lift first.
  private static List<ErrorPattern> concentrated(List<Judged> cases) {
    List<Trait> traits = new ArrayList<>();
    for (Feature feature : Feature.values())
      traits.add(
          trait(
              cases,
              one -> feature.in(one.text()),
              (errors, of, lift, p) -> new Concentrated(feature, errors, of, lift, p)));
    for (String word : wordsOfErrors(cases))
      traits.add(
          trait(
              cases,
              one -> words(one).contains(word),
              (errors, of, lift, p) -> new Worded(word, errors, of, lift, p)));
    int all = cases.size();
    int wrong = (int) cases.stream().filter(ErrorPattern::isWrong).count();
    double[] adjusted =
        FalseDiscovery.adjust(
            traits.stream()
                .mapToDouble(one ->
                    Fisher.exact(
                        one.errors,
                        one.with - one.errors,
                        wrong - one.errors,
                        all - one.with - (wrong - one.errors)))
                .toArray());
    record Found(double lift, ErrorPattern pattern) {}
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Trait one = traits.get(i);
      if (one.errors < LEAST_ERRORS || adjusted[i] > FALSE_DISCOVERIES) continue;
      double lift = ((double) one.errors / one.with) / ((double) wrong / all);
      if (lift > 1)
        found.add(
            new Found(lift, one.found.of(one.errors, one.with, six(lift), six(adjusted[i]))));
    }
    found.sort(Comparator.comparingDouble(Found::lift).reversed());
    return found.stream().map(Found::pattern).toList();
  }

  private static Trait trait(List<Judged> cases, Predicate<Judged> has, Counted found) {
    List<Judged> with = cases.stream().filter(has).toList();
    return new Trait(
        with.size(), (int) with.stream().filter(ErrorPattern::isWrong).count(), found);
  }

  /// Words of at least four letters that stand in enough wrong sentences to say something.
  private static List<String> wordsOfErrors(List<Judged> cases) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Judged one : cases)
      if (isWrong(one)) for (String word : words(one)) counts.merge(word, 1, Integer::sum);
    return counts.entrySet().stream()
        .filter(one -> one.getValue() >= LEAST_ERRORS && one.getKey().length() >= 4)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Set<String> words(Judged one) {
    return new HashSet<>(Arrays.asList(Normal.of(one.text()).split(" ")));
  }

  private static boolean isWrong(Judged one) {
    return !one.right().model();
  }
}
