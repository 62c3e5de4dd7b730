package dev.afina.project;

import dev.afina.core.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A `.env` file: `NAME=value` lines, perhaps with `export` in front and quotes around the value;
/// `#` begins a comment line.
final class DotEnv {
  private DotEnv() {}

  /// A missing file is an empty one.
  private static Map<String, String> read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!Files.exists(file)) return values;
    try {
      for (String raw : Files.readString(file).split("\\R")) {
        String line = raw.strip().replaceFirst("^\uFEFF", "").replaceFirst("^export\\s+", "");
        int equals = line.indexOf('=');
        if (line.startsWith("#") || equals < 1) continue;
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
      return values;
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }

  /// The file's values, and over them those of the environment. What is left empty was not said,
  /// and an empty variable hides the file's.
  static Map<String, String> under(Map<String, String> environment, Path file) {
    Map<String, String> values = read(file);
    values.putAll(environment);
    values.values().removeIf(String::isBlank);
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
