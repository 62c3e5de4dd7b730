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

/// How the engine's process is started. A fault in native code ends a JVM, and no `catch` helps:
/// therefore it has one of its own.
record EngineProcess(Path classPath, Path cache) {
  /// Variables that make libtorch's libraries slower or different, load other code, or are none of
  /// the engine's business.
  private static final List<String> FOREIGN =
      List.of(
          "OPENBLAS_",
          "OMP_",
          "GOMP_",
          "KMP_",
          "MKL_",
          "ONEDNN_",
          "DNNL_",
          "ATEN_",
          "LD_PRELOAD",
          "HF_TOKEN",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH");

  /// @param arguments of the engine's `Main`
  /// @param log receives what the process says on its standard error
  Process start(Path log, List<String> arguments) {
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
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
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
