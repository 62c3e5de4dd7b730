package dev.afina.dataset.format;

import dev.afina.dataset.DatasetProblem;
import java.util.List;

/// A row of a table.
sealed interface Row {

  int line();

  /// @param fields as texts; a date as ISO 8601
  record Fields(int line, List<String> fields) implements Row {}

  record Broken(int line, DatasetProblem problem) implements Row {}
}
