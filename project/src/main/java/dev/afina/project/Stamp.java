package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/// What a step was done with and what it made, so that it need not be done again. It is written
/// last: without it the step has not been done. No time and no place is in it.
///
/// @param version of the step's own code
/// @param settings those that the step uses
/// @param inputs names of files, with the digests they had; one that was not there is not here
/// @param outputs names of files, with the digests they were made with
record Stamp(
    StepName step,
    int version,
    SortedMap<String, String> settings,
    SortedMap<String, Digest> inputs,
    SortedMap<String, Digest> outputs) {

  /// The stamp of a step that is about to be done.
  static Stamp before(Step step, ProjectFiles files, Digests digests) {
    TreeMap<String, Digest> inputs = new TreeMap<>();
    for (Path input : step.inputs())
      digests.of(input).ifPresent(digest -> inputs.put(files.name(input), digest));
    return new Stamp(
        step.name(), step.version(), new TreeMap<>(step.settings()), inputs, new TreeMap<>());
  }

  Stamp with(SortedMap<String, Digest> made) {
    return new Stamp(step, version, settings, inputs, made);
  }

  /// Whether both were made of the same.
  boolean sameWork(Stamp other) {
    return with(new TreeMap<>()).equals(other.with(new TreeMap<>()));
  }

  static Optional<Stamp> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Json.parse(Files.readString(file), Stamp.class))
          : Optional.empty();
    } catch (IOException | JacksonException unreadable) {
      return Optional.empty(); // The step is then done again.
    }
  }
}
