package dev.afina.training;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The folder of one training. The launcher writes `run.json` (the plan), `train.jsonl`,
/// `validation.jsonl` and `base.json` (where the base lies on this machine); after that only the
/// engine writes: `events.jsonl`, `checkpoints/`, `result/`, `engine.log`. All others read.
///
/// @param path the folder
public record RunFolder(Path path) {

  /// An event is a few hundred bytes; the words of a problem may be more.
  private static final int LONGEST = 1 << 20;

  /// Where the base lies here; not part of the plan, because it says nothing about the result.
  public record BasePlace(String path) {}

  /// Lays out the folder; one that is laid out for the same plan stays as it is.
  ///
  /// @throws IllegalArgumentException if the folder belongs to another plan
  public static RunFolder create(Path folder, Plan plan, Path base, Path train, Path validation) {
    RunFolder run = new RunFolder(folder);
    if (Files.exists(run.planFile()) && !run.plan().equals(plan))
      throw new IllegalArgumentException(folder + " belongs to another plan");
    copy(train, run.train());
    copy(validation, run.validation());
    Json.write(run.baseFile(), new BasePlace(base.toAbsolutePath().toString()));
    Json.write(run.planFile(), plan);
    return run;
  }

  public Plan plan() {
    return Json.read(planFile(), Plan.class);
  }

  /// The plan, unless another version of Afina wrote it.
  public Optional<Plan> readablePlan() {
    try {
      return Optional.of(plan());
    } catch (Refused other) {
      return Optional.empty();
    }
  }

  public Path base() {
    return Path.of(Json.read(baseFile(), BasePlace.class).path());
  }

  /// All events so far. A last line that is still being written is not one yet.
  public List<Progress> events() {
    if (!Files.exists(eventsFile())) return List.of();
    List<Progress> events = new ArrayList<>();
    try (BoundedLines lines = new BoundedLines(Files.newInputStream(eventsFile()), LONGEST)) {
      for (String line = lines.next(); line != null; line = lines.next())
        event(line).ifPresent(events::add);
      return events;
    } catch (IOException e) {
      throw FileProblem.reading(eventsFile(), e);
    }
  }

  private static Optional<Progress> event(String line) {
    try {
      return Optional.of(Json.parse(line, Progress.class));
    } catch (JacksonException halfWritten) {
      return Optional.empty();
    }
  }

  /// Whether it has a checkpoint to go on from and no result.
  public boolean isUnfinished() {
    return Files.isDirectory(checkpoints()) && !Files.exists(result());
  }

  public Path planFile() {
    return path.resolve("run.json");
  }

  public Path train() {
    return path.resolve("train.jsonl");
  }

  public Path validation() {
    return path.resolve("validation.jsonl");
  }

  public Path eventsFile() {
    return path.resolve("events.jsonl");
  }

  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /// What the training made: weights, `model.json`; whole once it exists.
  public Path result() {
    return path.resolve("result");
  }

  /// The engine made it, and the engine may be broken: a link would lead whoever copies the result
  /// to a file of somebody else's.
  ///
  /// @throws Refused with [TrainingProblem.OddResult] if there is anything but plain files
  public void requireResult() {
    try (Stream<Path> files = Files.list(result())) {
      for (Path file : files.toList())
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          throw new Refused(new TrainingProblem.OddResult(file));
    } catch (IOException e) {
      throw FileProblem.reading(result(), e);
    }
  }

  /// How the training went, beside the weights it made.
  public History history() {
    return Json.read(result().resolve("history.json"), History.class);
  }

  public Path log() {
    return path.resolve("engine.log");
  }

  public Path lock() {
    return path.resolve("lock");
  }

  private Path baseFile() {
    return path.resolve("base.json");
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileProblem.writing(to, e);
    }
  }
}
