package dev.afina.training.local;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Trains on this machine: each run is a process of its own that reads the run folder, writes its
/// events there and holds its lock. A process that dies leaves a checkpoint; submitting the run
/// again goes on from it.
final class LocalTrainer implements Trainer {
  private final EngineProcess engine;
  private final Map<Path, Process> processes = new ConcurrentHashMap<>();

  LocalTrainer(EngineProcess engine) {
    this.engine = engine;
  }

  @Override
  public void submit(RunFolder run) {
    Process running = processes.get(run.path());
    if (Files.exists(run.result()) || (running != null && running.isAlive())) return;
    refuseIfLocked(run);
    try {
      // What an earlier process said is no longer the state of this run.
      Files.deleteIfExists(run.eventsFile());
    } catch (IOException e) {
      throw FileProblem.writing(run.eventsFile(), e);
    }
    processes.put(run.path(), engine.start(run.log(), List.of("train", run.path().toString())));
  }

  @Override
  public List<Progress> events(RunFolder run, int after) {
    List<Progress> all = run.events();
    return all.subList(Math.min(after, all.size()), all.size());
  }

  @Override
  public Progress check(RunFolder run) {
    Process process = processes.get(run.path());
    // Asked before the events are read: a process writes its last event before it ends.
    boolean alive = process != null && process.isAlive();
    List<Progress> events = run.events();
    Progress last = events.isEmpty() ? new Progress.Waiting() : events.getLast();
    if (alive || last.isFinal() || process == null) return last;
    return new Progress.Failed(EngineProcess.crashed(process.exitValue(), run.log()));
  }

  /// Says `stop` and closes the child's input. Ctrl-C reaches the child too; it must not be killed
  /// while it writes its checkpoint.
  @Override
  public void pause(RunFolder run) {
    Process process = processes.get(run.path());
    if (process == null || !process.isAlive()) return;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroy();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuseIfLocked(RunFolder run) {
    try (FileChannel channel =
        FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null)
        throw new Refused(new TrainingProblem.AlreadyRunning(run.path()));
    } catch (OverlappingFileLockException e) {
      throw new Refused(new TrainingProblem.AlreadyRunning(run.path()), e);
    } catch (IOException e) {
      throw FileProblem.writing(run.lock(), e);
    }
  }
}
