package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What follows from the test of a chat model, as `results/improvement_analysis.json`.
///
/// @param grade by the new cases that were answered with all their required facts; none where none
///   requires any
public record ChatAnalysis(Optional<Grade> grade, List<Advice> advice, List<NextStep> next) {
  private static final int NAMED = 3;

  public ChatAnalysis {
    advice = List.copyOf(advice);
    next = List.copyOf(next);
  }

  public static ChatAnalysis of(ChatResults results) {
    Optional<Grade> grade =
        results.canBeGraded() ? Optional.of(Grading.of(results)) : Optional.empty();
    return new ChatAnalysis(grade, advice(results), NextStep.from(results.basis().examples()));
  }

  private static List<Advice> advice(ChatResults results) {
    List<Advice> all = new ArrayList<>();
    int cases = results.cases().size();
    if (results.basis().seedBase()) all.add(new Advice.UseRealBase());
    if (results.basis().onValidation()) all.add(new Advice.WriteTests(cases, Grade.ENOUGH));
    if (!(results.surprise() instanceof Verdict.LessSurprised))
      all.add(new Advice.TrainOtherwise(results.perplexity().tuned(), results.perplexity().base()));
    Score said = results.model().said();
    if (said.total() == 0) all.add(new Advice.RequireFacts(cases));
    else if (said.correct() < said.total()) all.add(teach(results));
    int cut = (int) results.cases().stream().filter(one -> !one.tuned().finished()).count();
    if (cut > 0) all.add(new Advice.AllowLength(cut, cases));
    if (results.canBeGraded())
      IntentAnalysis.moreCases(results.model().fresh()).ifPresent(all::add);
    return all;
  }

  private static Advice teach(ChatResults results) {
    Map<String, Integer> missing = new TreeMap<>();
    for (ChatResults.Answered one : results.cases())
      for (String fact : one.tuned().missing()) missing.merge(fact, 1, Integer::sum);
    List<String> most =
        missing.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(NAMED)
            .map(Map.Entry::getKey)
            .toList();
    Score complete = results.model().complete();
    Score said = results.model().said();
    return new Advice.TeachFacts(
        said.total() - said.correct(),
        said.total(),
        most,
        six(100.0 * (complete.total() - complete.correct()) / complete.total()));
  }
}
