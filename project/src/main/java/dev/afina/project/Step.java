package dev.afina.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Consumer;

/// One of the eight steps: it reads files, makes one call into a part of Afina, and writes files.
/// It has no rules of its own.
interface Step {

  StepName name();

  /// Raised when the step's code makes something else of the same inputs.
  int version();

  /// What earlier steps must have made, and which of them makes it.
  SequencedMap<Path, StepName> needs();

  /// What a person may have written; it need not be there.
  default List<Path> sources() {
    return List.of();
  }

  /// The settings it uses, by name.
  SortedMap<String, String> settings();

  StepOutcome run(Outputs outputs, Consumer<StepEvent> events);

  default List<Path> inputs() {
    List<Path> all = new ArrayList<>(needs().keySet());
    all.addAll(sources());
    return all;
  }
}
