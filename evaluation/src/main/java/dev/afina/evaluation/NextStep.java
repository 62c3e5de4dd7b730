package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.ArrayList;
import java.util.List;

/// The plan of iterations: the stage a project stands at, and those to come.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface NextStep extends Fact {

  /// Collect 20 to 30 examples; `now` is what there is.
  record Begin(int now) implements NextStep {}

  /// Grow to 50 to 100.
  record Widen(int now) implements NextStep {}

  /// Past 100: put the model beside what answers today, on real customers.
  record CompareLive(int now) implements NextStep {}

  /// Each month: new real sentences, train again, test again.
  record Renew() implements NextStep {}

  static List<NextStep> from(int examples) {
    List<NextStep> steps = new ArrayList<>();
    if (examples < 20) steps.add(new Begin(examples));
    if (examples < 100) steps.add(new Widen(examples));
    steps.add(new CompareLive(examples));
    steps.add(new Renew());
    return steps;
  }
}
