package dev.afina.project;

import dev.afina.core.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A project folder to try things on, and what its runs told.
final class TestFolder {
  final Path path;
  final MemoryWorkshop workshop = new MemoryWorkshop();
  final List<StepEvent> events = new ArrayList<>();
  Locale language = Locale.ENGLISH;
  Map<String, String> environment = Map.of();
  Bases bases = MemoryWorkshop.unreachable();
  Clock clock = Clock.systemUTC();

  private TestFolder(Path path) {
    this.path = path;
  }

  /// The bundled example with a few epochs.
  static TestFolder starter(Path path, Kind kind) {
    Starter.create(path, kind, "es", null);
    return new TestFolder(path);
  }

  static TestFolder empty(Path path) {
    return new TestFolder(path);
  }

  TestFolder with(String name, String content) {
    try {
      Files.createDirectories(path.resolve(name).getParent());
      Files.writeString(path.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    try {
      return Files.readString(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  World world() {
    return new World(environment, bases, workshop, language, clock, "Afina test");
  }

  Project open(Map<String, String> options) {
    return Project.open(path, options, world());
  }

  Project open() {
    return open(Map.of("training.epochs", "3"));
  }

  List<StepEvent> run() {
    return run(StepName.EXAMPLES, StepName.TEST, false);
  }

  List<StepEvent> run(StepName from, StepName to, boolean force) {
    events.clear();
    open().run(from, to, force, events::add);
    return events;
  }

  /// The steps that had something to do.
  List<StepName> done() {
    return events.stream().filter(StepEvent.Done.class::isInstance).map(StepEvent::step).toList();
  }

  /// Every file and folder with time and content.
  Map<String, String> snapshot() {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path one : walk.toList())
        all.put(
            path.relativize(one).toString(),
            Files.getLastModifiedTime(one)
                + (Files.isRegularFile(one) ? " " + Digest.of(one).brief() : ""));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
