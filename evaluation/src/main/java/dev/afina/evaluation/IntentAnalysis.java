package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.statistics.McNemar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What follows from a test, as `results/improvement_analysis.json`.
///
/// @param best the intent found most often (of several the one with more cases), `worst` the least
/// @param variance of the accuracy over the intents, `deviation` its root
/// @param failures how the errors gather, the most frequent first
/// @param advice what to do, by the gain that can be expected; first what keeps the test from
///   saying anything
public record IntentAnalysis(
    Grade grade,
    Optional<IntentScore> best,
    Optional<IntentScore> worst,
    double variance,
    double deviation,
    List<ErrorPattern> failures,
    List<Advice> advice,
    List<NextStep> next) {

  private static final int POINTS = 5;
  private static final int CONFUSIONS = 3;

  public IntentAnalysis {
    failures = List.copyOf(failures);
    advice = List.copyOf(advice);
    next = List.copyOf(next);
  }

  public static IntentAnalysis of(IntentResults results) {
    List<IntentScore> intents =
        results.intents().stream()
            .filter(intent -> intent.support() > 0 && results.labels().contains(intent.label()))
            .sorted(
                Comparator.comparingDouble((IntentScore intent) -> -intent.score().accuracy())
                    .thenComparing(IntentScore::support, Comparator.reverseOrder())
                    .thenComparing(IntentScore::label))
            .toList();
    double variance = variance(intents);
    return new IntentAnalysis(
        Grading.of(results),
        intents.stream().findFirst(),
        intents.stream().min(Comparator.comparingDouble(intent -> intent.score().accuracy())),
        six(variance),
        six(Math.sqrt(variance)),
        results.patterns(),
        advice(results, intents),
        NextStep.from(results.basis().examples()));
  }

  /// Of all the intents there are, not of a sample of them: divided by their number.
  private static double variance(List<IntentScore> intents) {
    double mean = intents.stream().mapToDouble(one -> one.score().accuracy()).average().orElse(0);
    return intents.stream()
        .mapToDouble(one -> Math.pow(one.score().accuracy() - mean, 2))
        .average()
        .orElse(0);
  }

  private static List<Advice> advice(IntentResults results, List<IntentScore> intents) {
    List<Advice> all = new ArrayList<>();
    Basis basis = results.basis();
    Score telling = results.model().telling();
    if (basis.seedBase()) all.add(new Advice.UseRealBase());
    if (basis.onValidation()) all.add(new Advice.WriteTests(telling.total(), Grade.ENOUGH));
    if (results.telling().untrained() instanceof Verdict.NoEvidence none)
      all.add(new Advice.LearnedLittle(none.cases(), none.wins(), none.losses()));
    List<Advice> gains = new ArrayList<>(gains(results, intents));
    gains.sort(Comparator.comparingDouble(Advice::gain).reversed());
    all.addAll(gains);
    variety(results).ifPresent(all::add);
    moreCases(telling).ifPresent(all::add);
    return all;
  }

  private static List<Advice> gains(IntentResults results, List<IntentScore> intents) {
    List<Advice> gains = new ArrayList<>();
    int cases = results.model().total();
    if (results.telling().linear() instanceof Verdict.Worse worse)
      gains.add(
          new Advice.PreferLinear(
              worse.cases(), worse.losses(), worse.wins(), Math.abs(worse.points())));
    Set<String> confused = new HashSet<>();
    for (ErrorPattern pattern : results.patterns()) {
      switch (pattern) {
        case ErrorPattern.Confused pair -> {
          boolean intent =
              !pair.expected().equals(Expected.NONE) && !pair.predicted().equals(Expected.NONE);
          if (!intent || pair.times() < 2 || confused.size() >= CONFUSIONS) continue;
          if (!confused.add(pair.expected())) continue;
          gains.add(
              new Advice.SeparateIntents(
                  pair.expected(),
                  pair.predicted(),
                  pair.times(),
                  pair.of(),
                  Advice.EXAMPLES,
                  points(pair.times(), cases)));
        }
        case ErrorPattern.Concentrated form ->
            gains.add(
                new Advice.CoverForm(
                    form.feature(),
                    form.errors(),
                    form.of(),
                    form.lift(),
                    points(form.errors(), cases)));
        case ErrorPattern.Worded word ->
            gains.add(
                new Advice.CoverWord(
                    word.word(),
                    word.errors(),
                    word.of(),
                    word.lift(),
                    points(word.errors(), cases)));
      }
    }
    for (IntentScore intent : intents) {
      int wrong = intent.score().total() - intent.score().correct();
      if (wrong >= 3 && intent.score().accuracy() < 0.7 && !confused.contains(intent.label()))
        gains.add(
            new Advice.StrengthenIntent(
                intent.label(),
                intent.score().correct(),
                intent.score().total(),
                Advice.EXAMPLES,
                points(wrong, cases)));
    }
    int rejected = (int) results.cases().stream().filter(Judged::rejectedThoughRight).count();
    if (rejected >= 2)
      gains.add(
          new Advice.TrustMore(
              rejected,
              results.model().restsOn(),
              results.model().threshold(),
              points(rejected, cases)));
    int accepted = results.outside().total() - results.outside().correct();
    if (accepted >= 2)
      gains.add(
          new Advice.TeachRejection(
              accepted, results.outside().total(), Advice.EXAMPLES, points(accepted, cases)));
    return gains;
  }

  private static double points(int errors, int cases) {
    return six(100.0 * errors / cases);
  }

  /// At least twenty points between what was learned and what is new, and five cases of each.
  private static Optional<Advice> variety(IntentResults results) {
    Score fresh = results.model().fresh();
    return results.kinds().stream()
        .filter(kind -> kind.kind() == CaseKind.DATA)
        .map(KindScore::score)
        .filter(known -> known.total() >= 5 && fresh.total() >= 5)
        .filter(known -> known.accuracy() - fresh.accuracy() >= 0.2)
        .<Advice>map(known -> new Advice.AddVariety(known.accuracy(), fresh.accuracy()))
        .findFirst();
  }

  static Optional<Advice> moreCases(Score telling) {
    // Tens: the formula rests on an assumption, and more digits would pretend otherwise.
    int needed = (McNemar.casesNeeded(POINTS) + 9) / 10 * 10;
    if (telling.total() >= needed) return Optional.empty();
    return Optional.of(
        new Advice.AddCases(telling.total(), POINTS, needed, McNemar.pointsShown(telling.total())));
  }
}
