package dev.afina.training.local;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/// The engine of this machine. Everything that computes is started from here.
///
/// @param classPath the folder with the engine's jars (`dist/engine`)
/// @param cache where native libraries and measurements are kept
public record Engine(Path classPath, Path cache) {
  /// The slowest step, and the validation of an epoch, must be done in this time.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /// Measuring takes seconds, unpacking the native library before it a few more.
  private static final Duration MEASURING = Duration.ofMinutes(5);

  /// What this machine computes fastest, measured once and kept in the cache.
  ///
  /// @param numerics the faster precision, a thread for each core
  /// @param bf16 and `f32`: billions of floating-point operations a second of one core in a matrix
  ///   product, in the given precision
  /// @param decoding what makes an answer's next token faster
  /// @param library what computes, with its version
  public record Machine(
      Numerics numerics, double bf16, double f32, Decoding decoding, String library) {}

  /// Measures at the first call (about two seconds), later reads what was measured.
  ///
  /// @throws Refused if the native library cannot be loaded
  public Machine machine() {
    Path kept = cache.resolve("machine").resolve(identity().brief() + ".json");
    if (Files.exists(kept)) return Json.read(kept, Machine.class);
    Machine measured = measure();
    Json.write(kept, measured);
    return measured;
  }

  public Trainer trainer() {
    return trainer(PATIENCE);
  }

  /// @param patience how long a training may do nothing before its process is ended
  public Trainer trainer(Duration patience) {
    return new LocalTrainer(process(), patience);
  }

  /// Whether a process of the engine is kept from the network and from other files.
  public static boolean isIsolated() {
    return Sandbox.ofThisMachine().bubblewrap().isPresent();
  }

  /// Starts a process that answers with a base and as many of its adapters as are asked for.
  ///
  /// @param adapters the folders that may be asked for: an isolated process sees no others
  /// @throws Refused if the base cannot be loaded
  public LocalBase openBase(Path base, Set<Path> adapters, Numerics numerics) {
    return LocalBase.start(process(), base, adapters, numerics, machine().decoding());
  }

  private EngineProcess process() {
    return new EngineProcess(classPath, cache);
  }

  private Machine measure() {
    Path log = cache.resolve("logs").resolve("measure.log");
    Process process =
        process().start(log, List.of("measure"), new Sandbox.Room(List.of(), List.of(cache)));
    try {
      Machine machine = Json.parse(new Wire(process, MEASURING, log).next(), Machine.class);
      // At its end it archives its classes, so that the next start is faster.
      process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
      return machine;
    } catch (JacksonException other) {
      throw new Refused(EngineProcess.crashed(-1, log), other);
    } finally {
      process.destroy();
    }
  }

  /// Another processor, number of cores or engine is measured anew.
  private static Digest identity() {
    String processor = System.getProperty("os.arch");
    try {
      processor =
          Files.readString(Path.of("/proc/cpuinfo"))
              .lines()
              .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
              .distinct()
              .reduce("", String::concat);
    } catch (IOException e) {
      // Not Linux: the architecture must do.
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return Digest.of(processor + cores + " engine " + Plan.ENGINE + " decoding");
  }
}
