package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Filter;
import dev.afina.dataset.Forecast;
import dev.afina.dataset.Located;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.Sampling;
import dev.afina.dataset.Split;
import java.util.ArrayList;
import java.util.List;

/// The conversations a project's filter keeps, and what it says about the others.
record Rated(List<Conversation> kept, Forecast forecast) {

  static Rated of(List<Located<Conversation>> examples, ProjectSettings project) {
    Filter filter = project.filter();
    Forecast.Counting counting = new Forecast.Counting();
    List<Filter.Fate.Stays> staying = new ArrayList<>();
    for (Located<Conversation> example : examples) {
      Filter.Fate fate = filter.of(example.value());
      counting.add(fate);
      if (fate instanceof Filter.Fate.Stays stays) staying.add(stays);
    }
    Sampling sampling = counting.sampling(project.maximum(), project.split().seed());
    List<Conversation> kept =
        staying.stream().filter(sampling::takes).map(Filter.Fate.Stays::conversation).toList();
    return new Rated(kept, counting.done(project.maximum()));
  }

  /// What a person should know before the others are left out.
  List<DatasetProblem> warnings(Split split) {
    Minimum minimum = new Minimum(Minimum.CONVERSATIONS, split.training());
    return forecast.excluded() > 0 ? minimum.warnings(forecast) : List.of();
  }
}
