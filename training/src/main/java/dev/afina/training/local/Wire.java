package dev.afina.training.local;

import dev.afina.core.Refused;
import dev.afina.training.BoundedLines;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a process of the engine says on its standard output, line by line. It may be broken, or
/// somebody else's by now: what is too long, or does not come, ends it.
final class Wire {
  /// The scores of some thousand questions are a few megabytes.
  static final int LONGEST = 64 << 20;

  private final Process process;
  private final BoundedLines lines;
  private final Duration patience;
  private final Path log;
  private volatile boolean late;

  /// @param patience how long a line may take
  /// @param log of the process, for what it said last
  Wire(Process process, Duration patience, Path log) {
    this.process = process;
    this.lines = new BoundedLines(process.getInputStream(), LONGEST);
    this.patience = patience;
    this.log = log;
  }

  /// The next line.
  ///
  /// @throws Refused with a [TrainingProblem] if there is none; the process is then gone
  String next() {
    CompletableFuture<Void> alarm =
        CompletableFuture.runAsync(
            this::giveUp,
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try {
      String line = lines.next();
      if (line != null) return line;
      throw ended();
    } catch (IOException e) {
      throw new Refused(ended().facts().getFirst(), e);
    } finally {
      alarm.cancel(false);
    }
  }

  private void giveUp() {
    late = true;
    kill(process);
  }

  /// Why nothing more comes.
  private Refused ended() {
    return ended(process, late, patience, log);
  }

  /// Why a process says nothing more; it is gone then.
  ///
  /// @param late whether it was waited for too long
  static Refused ended(Process process, boolean late, Duration patience, Path log) {
    int code = end(process);
    return new Refused(
        late
            ? new TrainingProblem.Silent(patience.toSeconds(), log)
            : EngineProcess.crashed(code, log));
  }

  /// Ends a process that is ending or broken.
  ///
  /// @return its exit code; −1 if it cannot be ended
  private static int end(Process process) {
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      kill(process);
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process.isAlive() ? -1 : process.exitValue();
  }

  /// With what it started: that would keep the output open.
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
