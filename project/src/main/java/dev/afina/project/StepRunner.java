package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Does a step if anything it depends on has changed, and leaves it alone otherwise.
final class StepRunner {
  private final ProjectFiles files;
  private final Digests digests;
  private final InstantSource clock;
  private final boolean force;
  private final Consumer<StepEvent> events;

  StepRunner(
      ProjectFiles files,
      Digests digests,
      InstantSource clock,
      boolean force,
      Consumer<StepEvent> events) {
    this.files = files;
    this.digests = digests;
    this.clock = clock;
    this.force = force;
    this.events = events;
  }

  /// @throws Refused with [ProjectProblem.StepNeeds] if an earlier step's files are not there
  void run(Step step) {
    refuseWithoutNeeds(step);
    Path stampFile = files.stamp(step.name());
    Stamp now = Stamp.before(step, files, digests);
    Optional<Stamp> last = force ? Optional.empty() : Stamp.read(stampFile);
    List<Path> edited = last.map(this::edited).orElse(List.of());
    boolean complete = last.map(this::complete).orElse(false);
    for (Path file : edited) events.accept(new StepEvent.KeptEdited(step.name(), files.name(file)));
    if (complete && !edited.isEmpty()) return;
    if (complete && last.map(now::sameWork).orElse(false)) {
      List<String> names = last.map(stamp -> List.copyOf(stamp.outputs().keySet())).orElseThrow();
      events.accept(new StepEvent.Unchanged(step.name(), names));
      return;
    }
    work(step, now, stampFile, Set.copyOf(edited));
  }

  private void work(Step step, Stamp now, Path stampFile, Set<Path> edited) {
    events.accept(new StepEvent.Started(step.name()));
    Instant start = clock.instant();
    // An old stamp beside new files would make them look edited.
    delete(stampFile);
    Outputs outputs = new Outputs(files, edited);
    StepOutcome outcome = step.run(outputs, events);
    Json.write(stampFile, now.with(outputs.digests()));
    for (String name : outputs.digests().keySet()) digests.of(files.named(name));
    Durations.note(files, step.name(), Duration.between(start, clock.instant()));
    events.accept(
        new StepEvent.Done(step.name(), outcome, List.copyOf(outputs.digests().keySet())));
  }

  private void refuseWithoutNeeds(Step step) {
    List<ProjectProblem.StepNeeds> missing = new ArrayList<>();
    for (Need need : step.needs())
      if (!Files.isRegularFile(need.file()))
        missing.add(
            new ProjectProblem.StepNeeds(step.name(), files.name(need.file()), need.madeBy()));
    if (!missing.isEmpty()) throw new Refused(missing);
  }

  private boolean complete(Stamp stamp) {
    return stamp.outputs().entrySet().stream().allMatch(this::isThere);
  }

  /// Whether an output is there; one that is not for people must also be as it was made.
  private boolean isThere(Map.Entry<String, Digest> output) {
    Path file = files.named(output.getKey());
    return files.isForPeople(file)
        ? Files.isRegularFile(file)
        : digests.of(file).filter(output.getValue()::equals).isPresent();
  }

  private List<Path> edited(Stamp stamp) {
    List<Path> edited = new ArrayList<>();
    for (Map.Entry<String, Digest> output : stamp.outputs().entrySet()) {
      Path file = files.named(output.getKey());
      boolean other =
          digests.of(file).map(digest -> !digest.equals(output.getValue())).orElse(false);
      if (other && files.isForPeople(file)) edited.add(file);
    }
    return edited;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }
}
