package dev.afina.dataset;

import dev.afina.core.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSONL file, each line parsed alone: one bad line costs one line.
final class JsonLines {
  private JsonLines() {}

  /// @param each receives the number of a line and the object in it
  static void read(Path path, List<DatasetProblem> findings, BiConsumer<Integer, JsonNode> each) {
    String file = name(path);
    List<String> lines =
        Encoding.read(path, file, findings).map(text -> text.lines().toList()).orElse(List.of());
    boolean empty = true;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      empty = false;
      try {
        each.accept(i + 1, Json.tree(lines.get(i)));
      } catch (JacksonException e) {
        var where = e.getLocation();
        int column = where == null ? 0 : Math.max(0, where.getColumnNr());
        findings.add(new DatasetProblem.BrokenJson(file, i + 1, column, Json.reason(e)));
      }
    }
    if (empty && findings.isEmpty()) findings.add(new DatasetProblem.NoRows(file));
  }

  static String name(Path path) {
    return Objects.requireNonNull(path.getFileName(), "a file has a name").toString();
  }

  /// The value of the first of these keys that is a text; empty if there is none.
  static String text(JsonNode object, List<String> keys) {
    for (String key : keys) {
      JsonNode value = object.get(key);
      if (value != null && value.isString()) return value.stringValue();
    }
    return "";
  }

  static boolean has(JsonNode object, List<String> keys) {
    return keys.stream().anyMatch(key -> object.get(key) != null);
  }
}
