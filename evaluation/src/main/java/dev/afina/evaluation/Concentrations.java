package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.dataset.Normal;
import dev.afina.evaluation.statistics.FalseDiscovery;
import dev.afina.evaluation.statistics.Fisher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Finds what sentences have that are misread more often than the rest: a form, or a word.
final class Concentrations {
  /// What has fewer errors says nothing.
  private static final int LEAST_ERRORS = 5;

  /// Of the patterns reported, about this share owe themselves to chance.
  private static final double FALSE_DISCOVERIES = 0.1;

  private static final int SHORTEST_WORD = 4;

  private Concentrations() {}

  /// Something a sentence may have, counted.
  private record Trait(int with, int errors, Counted found) {}

  /// How a trait is told.
  private interface Counted {
    ErrorPattern of(int errors, int of, double lift, double p);
  }

  /// Forms of sentences and single words together, the largest lift first.
  static List<ErrorPattern> in(List<Judged> cases) {
    List<Trait> traits = new ArrayList<>();
    for (Feature feature : Feature.values())
      traits.add(
          trait(
              cases,
              one -> feature.in(one.text()),
              (errors, of, lift, p) -> new ErrorPattern.Concentrated(feature, errors, of, lift, p)));
    for (String word : wordsOfErrors(cases))
      traits.add(
          trait(
              cases,
              one -> words(one).contains(word),
              (errors, of, lift, p) -> new ErrorPattern.Worded(word, errors, of, lift, p)));
    int all = cases.size();
    int wrong = (int) cases.stream().filter(Concentrations::isWrong).count();
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
        with.size(), (int) with.stream().filter(Concentrations::isWrong).count(), found);
  }

  /// Words of at least four letters that stand in enough wrong sentences to say something.
  private static List<String> wordsOfErrors(List<Judged> cases) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Judged one : cases)
      if (isWrong(one)) for (String word : words(one)) counts.merge(word, 1, Integer::sum);
    return counts.entrySet().stream()
        .filter(one -> one.getValue() >= LEAST_ERRORS && one.getKey().length() >= SHORTEST_WORD)
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
