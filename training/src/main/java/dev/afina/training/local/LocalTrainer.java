package dev.afina.training.local;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Trains on this machine: each run is a process of its own that reads the run folder, writes its
/// events there and holds its lock. A process that dies leaves a checkpoint; submitting the run
/// again goes on from it.
final class LocalTrainer implements Trainer {
  /// What a process ends with that the system killed, as it does when memory runs out.
  private static final int KILLED = 137;

  /// How long a process that was killed may take to be gone.
  private static final Duration DYING = Duration.ofSeconds(10);

  private final EngineProcess engine;
  private final Duration patience;
  private final Map<Path, Child> children = new ConcurrentHashMap<>();

  /// @param patience how long a process may do nothing before it is ended
  LocalTrainer(EngineProcess engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  @Override
  public void submit(RunFolder run) {
    Child running = children.get(run.path());
    if (Files.exists(run.result()) || (running != null && running.process.isAlive())) return;
    forgetEvents(run);
    Process process =
        engine.start(
            run.log(),
            List.of("train", run.path().toString()),
            new Sandbox.Room(List.of(run.base()), List.of(run.path())));
    children.put(run.path(), new Child(process));
  }

  @Override
  public List<Progress> events(RunFolder run, int after) {
    List<Progress> all = run.events();
    return all.subList(Math.min(after, all.size()), all.size());
  }

  @Override
  public Progress check(RunFolder run) {
    Child child = children.get(run.path());
    // Asked before the events are read: a process writes its last event before it ends.
    boolean alive = child != null && child.process.isAlive();
    List<Progress> events = run.events();
    Progress last = events.isEmpty() ? new Progress.Waiting() : events.getLast();
    if (child == null || last.isFinal()) return last;
    if (!alive) return child.end(last, run);
    return child.isStalled(events.size(), patience) ? child.stall(last, patience, run) : last;
  }

  /// Says `stop` and closes the child's input. Ctrl-C reaches the child too; it must not be killed
  /// while it writes its checkpoint.
  @Override
  public void pause(RunFolder run) {
    Child child = children.get(run.path());
    if (child == null || !child.process.isAlive()) return;
    Process process = child.process;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroy();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until nobody holds the run's lock. Of a sandbox that is killed the engine inside dies a
  /// moment later; whoever is told that a training ended may begin it again at once.
  private static void awaitRelease(RunFolder run) {
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (System.nanoTime() - start < DYING.toNanos()) {
        if (channel.tryLock() != null) return;
        Thread.sleep(20);
      }
    } catch (OverlappingFileLockException | IOException nobodyWaitsForThese) {
      // Whoever begins it again is told what is wrong.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What an earlier process said is no longer the state of this run. Whoever trains it holds its
  /// lock, and must not lose what it says.
  private static void forgetEvents(RunFolder run) {
    try (FileChannel channel =
        FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null)
        throw new Refused(new TrainingProblem.AlreadyRunning(run.path()));
      Files.deleteIfExists(run.eventsFile());
    } catch (OverlappingFileLockException e) {
      throw new Refused(new TrainingProblem.AlreadyRunning(run.path()), e);
    } catch (IOException e) {
      throw FileProblem.writing(run.lock(), e);
    }
  }

  /// A process of the engine, and when it last said something. Its steps are its pulse: a process
  /// that is merely alive may be waiting for ever.
  private static final class Child {
    private final Process process;
    private int said;
    private long when = System.nanoTime();
    private @Nullable Progress end;

    Child(Process process) {
      this.process = process;
    }

    synchronized boolean isStalled(int events, Duration patience) {
      if (events != said) {
        said = events;
        when = System.nanoTime();
      }
      return System.nanoTime() - when > patience.toNanos();
    }

    synchronized Progress stall(Progress last, Duration patience, RunFolder run) {
      process.destroyForcibly();
      awaitRelease(run);
      end = new Progress.Failed(new TrainingProblem.Stalled(step(last), patience.toSeconds()));
      return end;
    }

    /// Why it ended: in its own words, if it had any left to say, else by its exit code. A full
    /// disk takes no event; therefore the last word comes through the standard output, too.
    synchronized Progress end(Progress last, RunFolder run) {
      if (end == null) end = lastWord().orElseGet(() -> died(last, run));
      return end;
    }

    private Progress died(Progress last, RunFolder run) {
      awaitRelease(run);
      return new Progress.Failed(
          process.exitValue() == KILLED
              ? new TrainingProblem.OutOfMemory(step(last))
              : EngineProcess.crashed(process.exitValue(), run.log()));
    }

    private Optional<Progress> lastWord() {
      try {
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return said.isEmpty()
            ? Optional.empty()
            : Optional.of(Json.parse(said.lines().toList().getLast(), Progress.class));
      } catch (IOException | JacksonException nothing) {
        return Optional.empty();
      }
    }

    private static int step(Progress last) {
      return switch (last) {
        case Progress.Training at -> at.step();
        case Progress.Validated at -> at.step();
        case Progress.Compared at -> at.step();
        case Progress.Resumed at -> at.step();
        case Progress.Waiting _, Progress.Paused _, Progress.Trained _, Progress.Failed _ -> 0;
      };
    }
  }
}
