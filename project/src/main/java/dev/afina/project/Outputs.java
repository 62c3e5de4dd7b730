package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a step puts what it makes. A file that a person edited is not overwritten, one that would
/// be the same is not touched; both are noted with the digest of what the step made.
final class Outputs {
  private final ProjectFiles files;
  private final Set<Path> edited;
  private final SortedMap<String, Digest> made = new TreeMap<>();

  Outputs(ProjectFiles files, Set<Path> edited) {
    this.files = files;
    this.edited = edited;
  }

  void json(Path file, Object value) {
    text(file, Json.pretty(value));
  }

  void lines(Path file, Iterable<?> values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) text.append(Json.line(value)).append('\n');
    text(file, text.toString());
  }

  void text(Path file, String text) {
    made.put(files.name(file), Digest.of(text));
    if (edited.contains(file) || holds(file, text)) return;
    SafeFile.write(file, text);
  }

  /// Notes a file that somebody else wrote.
  void made(Path file) {
    made.put(files.name(file), Digest.of(file));
  }

  SortedMap<String, Digest> digests() {
    return made;
  }

  private static boolean holds(Path file, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Files.isRegularFile(file)
          && Files.size(file) == bytes.length
          && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }
}
