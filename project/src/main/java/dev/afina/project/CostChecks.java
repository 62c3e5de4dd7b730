package dev.afina.project;

import dev.afina.dataset.cost.MachineHour;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Grader;
import dev.afina.evaluation.grading.Measure;
import dev.afina.evaluation.grading.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `cost:` checks of cases. What an answer cost follows from its stored seconds, so another
/// price grades it again and nobody is asked again.
///
/// @param hour nothing where nobody said what an hour costs: then nothing is graded by it
record CostChecks(List<TestCase> cases, Optional<MachineHour> hour) {

  void grade(ItemStore answers) {
    if (cases.stream().anyMatch(one -> !of(one).isEmpty())) answers.revise(this::graded);
  }

  private Item graded(Item item) {
    TestCase asked = cases.get(item.number() - 1);
    double seconds = item.marks().getOrDefault(AnswerSheet.SECONDS, 0.0);
    Optional<Double> dollars = hour.map(one -> one.of(seconds));
    Said said = new Said(item.answer(), 0, seconds, dollars, Optional.empty());
    Map<String, Double> marks = new TreeMap<>(item.marks());
    List<String> failed = new ArrayList<>(item.failed());
    for (Grader check : of(asked)) {
      marks.remove(check.notation());
      failed.remove(check.notation());
      check
          .grade(asked.asked(), said, Optional.empty())
          .ifPresent(mark -> {
            marks.put(mark.grader(), mark.value());
            if (!mark.passed()) failed.add(mark.grader());
          });
    }
    return item.graded(marks, failed);
  }

  private static List<Grader> of(TestCase one) {
    return one.demands().graders().stream()
        .filter(grader -> grader instanceof Grader.Limit limit && limit.measure() == Measure.COST)
        .toList();
  }
}
