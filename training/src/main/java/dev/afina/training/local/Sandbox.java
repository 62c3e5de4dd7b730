package dev.afina.training.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What the engine's process is kept in, because it computes with files that strangers made. On
/// Linux, `prlimit` bounds its memory and its files, and
/// [bubblewrap](https://github.com/containers/bubblewrap), where it is installed and allowed, takes
/// away the network, all other processes and every file it does not need.
///
/// @param bubblewrap the program, or empty
/// @param prlimit the program, or empty
/// @param memory in bytes
record Sandbox(Optional<Path> bubblewrap, Optional<Path> prlimit, long memory) {
  /// A run writes a few gigabytes at most; this keeps a broken one from filling the disk.
  private static final long LARGEST_FILE = 64L << 30;

  /// Where programs and their libraries lie, and what the JVM wants to know about the machine.
  private static final List<String> SYSTEM =
      List.of(
          "/usr",
          "/bin",
          "/sbin",
          "/lib",
          "/lib32",
          "/lib64",
          "/etc/ld.so.cache",
          "/etc/alternatives",
          "/nix/store",
          "/sys");

  /// @param reads files and folders that the process may read
  /// @param writes folders that it may write
  record Room(List<Path> reads, List<Path> writes) {}

  private static final class Here {
    private static final Sandbox FOUND =
        find(Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /// What this machine has; looked for once.
  static Sandbox ofThisMachine() {
    return Here.FOUND;
  }

  private static Sandbox find(String path) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Optional<Path> bubblewrap = program("bwrap", path);
    Sandbox found = new Sandbox(bubblewrap, program("prlimit", path), system.getTotalMemorySize());
    // It may be installed and forbidden: many machines let nobody make a namespace.
    return bubblewrap.isEmpty() || found.works()
        ? found
        : new Sandbox(Optional.empty(), found.prlimit, found.memory);
  }

  private static Optional<Path> program(String name, String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean works() {
    try {
      Process tried =
          new ProcessBuilder(in(List.of("true"), new Room(List.of(), List.of())))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = tried.waitFor(5, TimeUnit.SECONDS);
      if (!ended) tried.destroyForcibly();
      return ended && tried.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The command that runs another one in here.
  List<String> in(List<String> command, Room room) {
    List<String> all = new ArrayList<>();
    prlimit.ifPresent(program ->
        all.addAll(
            List.of(
                program.toString(),
                "--data=" + memory,
                "--fsize=" + LARGEST_FILE,
                "--core=0",
                "--")));
    bubblewrap.ifPresent(program -> {
      all.add(program.toString());
      all.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session"));
      all.addAll(List.of("--cap-drop", "ALL", "--dev", "/dev", "--proc", "/proc"));
      all.addAll(List.of("--tmpfs", "/tmp"));
      for (String place : SYSTEM) all.addAll(List.of("--ro-bind-try", place, place));
      for (Path place : room.reads)
        linked(place).forEach(at -> all.addAll(List.of("--ro-bind", at, at)));
      for (Path place : room.writes) {
        String at = place.toAbsolutePath().normalize().toString();
        all.addAll(List.of("--bind", at, at));
      }
      all.add("--");
    });
    all.addAll(command);
    return all;
  }

  /// A place, and what links in it lead to: the hub's own cache has links to files elsewhere.
  private static Stream<String> linked(Path place) {
    Path whole = place.toAbsolutePath().normalize();
    try (Stream<Path> inside = Files.isDirectory(whole) ? Files.list(whole) : Stream.of(whole)) {
      List<Path> targets = inside.filter(Files::isSymbolicLink).map(Sandbox::target).toList();
      return Stream.concat(Stream.of(whole), targets.stream()).map(Path::toString);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path target(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
