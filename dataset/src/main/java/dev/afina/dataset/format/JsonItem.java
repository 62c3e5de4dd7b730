package dev.afina.dataset.format;

import dev.afina.dataset.DatasetProblem;
import tools.jackson.databind.JsonNode;

/// One value of a JSON file that holds many.
sealed interface JsonItem {

  int line();

  /// @param key the name it lies under; empty in a list
  record Value(int line, String key, JsonNode node) implements JsonItem {}

  record Broken(int line, DatasetProblem problem) implements JsonItem {}
}
