package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model that was fetched from a hub, as `pulled.json` in its folder. It is written last: a
/// folder with it is whole.
///
/// @param file the GGUF file that was chosen; empty for a model's folder
record Pulled(String repository, String commit, String file, List<Part> parts) {

  private static final String NOTE = "pulled.json";

  record Part(String name, long bytes, Digest digest) {}

  Pulled {
    parts = List.copyOf(parts);
  }

  static Optional<Pulled> in(Path folder) {
    Path note = folder.resolve(NOTE);
    return Files.exists(note) ? Optional.of(Json.read(note, Pulled.class)) : Optional.empty();
  }

  void writeTo(Path folder) {
    Json.write(folder.resolve(NOTE), this);
  }

  /// With its commit, so that the name means the same everywhere and always.
  String name() {
    return repository + "@" + commit.substring(0, 12) + (file.isEmpty() ? "" : ":" + file);
  }

  long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  Path place(Path folder) {
    return file.isEmpty() ? folder : folder.resolve(file);
  }
}
