package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.model.ModelEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/// One of the eight steps: it reads files, makes one call into a part of Afina, and writes files.
/// It has no rules of its own.
interface Step {

  StepName name();

  /// Raised when the step's code makes something else of the same inputs.
  int version();

  /// What earlier steps must have made.
  List<Need> needs();

  /// What a person may have written; it need not be there.
  default List<Path> sources() {
    return List.of();
  }

  /// The settings it uses, by name.
  SortedMap<String, String> settings();

  StepOutcome run(Outputs outputs, Consumer<StepEvent> events);

  /// Tells of a base that is looked for or fetched.
  default Consumer<ModelEvent> fetching(Consumer<StepEvent> events) {
    return news -> events.accept(new StepEvent.Fetching(name(), news));
  }

  /// Tells something that does not stop the step.
  default void warn(Fact fact, Consumer<StepEvent> events) {
    events.accept(new StepEvent.Warning(name(), fact));
  }

  default List<Path> inputs() {
    List<Path> all = new ArrayList<>(needs().stream().map(Need::file).toList());
    all.addAll(sources());
    return all;
  }
}
