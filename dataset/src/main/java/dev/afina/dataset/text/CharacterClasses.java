package dev.afina.dataset.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A resource of named classes of characters (`name = characters`) and of patterns that use them
/// (`[{name}]x`), one a line.
record CharacterClasses(Map<String, String> classes, List<String> patterns) {

  static CharacterClasses read(String resource) {
    Map<String, String> classes = new LinkedHashMap<>();
    List<String> patterns = new ArrayList<>();
    try (InputStream in = CharacterClasses.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
        int equals = line.indexOf(" = ");
        if (line.isEmpty() || line.startsWith("#")) continue;
        if (equals > 0) classes.put(line.substring(0, equals), line.substring(equals + 3));
        else patterns.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CharacterClasses(classes, patterns);
  }

  /// The pattern with its names filled in.
  String expand(String pattern) {
    String expanded = pattern;
    for (Map.Entry<String, String> one : classes.entrySet())
      expanded = expanded.replace("{" + one.getKey() + "}", one.getValue());
    return expanded;
  }
}
