package dev.afina.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A process that does nothing until this is closed; what it wrote stays as it is.
record Stopped(ProcessHandle process) implements AutoCloseable {

  /// Stops it, and waits until each of its threads stands still.
  static Stopped now(ProcessHandle process) throws IOException, InterruptedException {
    signal("-STOP", process);
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    while (process.isAlive() && !areStopped(threads)) Thread.sleep(1);
    return new Stopped(process);
  }

  private static boolean areStopped(Path threads) throws IOException {
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList())
        if (!Files.readString(thread.resolve("stat")).matches("(?s).*\\) [tTZX] .*")) return false;
      return true;
    } catch (IOException ended) {
      return !Files.exists(threads);
    }
  }

  void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) Files.createDirectories(target);
        else Files.copy(path, target);
      }
    }
  }

  private static void signal(String name, ProcessHandle process) throws IOException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().onExit().join();
  }

  @Override
  public void close() throws IOException {
    signal("-CONT", process);
  }
}
