package dev.afina.project;

import dev.afina.core.Json;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// How long each step took, in seconds. Kept apart: files with results hold nothing that differs
/// from one run to the next.
record Durations(Map<String, Double> seconds) {

  static Durations of(ProjectFiles files) {
    return Files.exists(files.durations())
        ? Json.read(files.durations(), Durations.class)
        : new Durations(Map.of());
  }

  static void note(ProjectFiles files, StepName step, Duration duration) {
    Map<String, Double> all = new TreeMap<>(of(files).seconds());
    all.put(step.word(), duration.toMillis() / 1000.0);
    Json.write(files.durations(), new Durations(all));
  }
}
