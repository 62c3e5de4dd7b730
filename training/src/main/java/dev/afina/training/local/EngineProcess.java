package dev.afina.training.local;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the engine's process is started. A fault in native code ends a JVM, and no `catch` helps:
/// therefore it has one of its own.
record EngineProcess(Path classPath, Path cache) {
  /// What the engine gets of the environment. All else may make libtorch's libraries slower or
  /// different, load other code, or is a key that is none of its business.
  private static final Set<String> OURS =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "DJL_CACHE_DIR",
          "SystemRoot",
          "TEMP",
          "TMP");

  /// @param arguments of the engine's `Main`
  /// @param log receives what the process says on its standard error
  /// @param room what it may read and write beside its own program
  Process start(Path log, List<String> arguments, Sandbox.Room room) {
    Path jar = classPath.resolve("afina-engine.jar");
    if (!Files.isRegularFile(jar)) throw new Refused(new TrainingProblem.NoEngine(classPath));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + classPath.resolve("afina.jsa"),
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-XX:ErrorFile=" + log.resolveSibling("crash-%p.log"),
            // libtorch's memory is none of the heap's business, and asking for it is slow.
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("native"),
            "-Dorg.bytedeco.javacpp.logger.debug=false",
            "-Dafina.cache=" + cache,
            "-jar",
            jar.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(Sandbox.ofThisMachine().in(command, withProgram(room)));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(OURS);
    // One thread of ours a core: two libraries that both want all cores slow each other down.
    environment.put("OPENBLAS_NUM_THREADS", "1");
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("OMP_WAIT_POLICY", "passive");
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return builder.redirectError(ProcessBuilder.Redirect.to(log.toFile())).start();
    } catch (IOException e) {
      throw FileProblem.writing(log, e);
    }
  }

  /// The cache is read only, but for who unpacks the native libraries into it: whoever is first.
  private Sandbox.Room withProgram(Sandbox.Room room) {
    List<Path> reads = new ArrayList<>();
    reads.add(Path.of(System.getProperty("java.home")));
    reads.add(classPath);
    if (Files.isDirectory(cache)) reads.add(cache);
    reads.addAll(room.reads());
    boolean filled =
        Files.isDirectory(cache.resolve("native")) && Files.isDirectory(cache.resolve("djl"));
    List<Path> writes = new ArrayList<>(room.writes());
    if (!filled) writes.add(cache);
    return new Sandbox.Room(reads, writes);
  }

  /// The problem behind a process that ended without a word.
  static TrainingProblem crashed(int exitCode, Path log) {
    return new TrainingProblem.EngineCrashed(exitCode, lastWords(log), log);
  }

  private static String lastWords(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.isEmpty() ? "" : lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }
}
