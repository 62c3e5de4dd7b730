package dev.afina.training.local;

import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import dev.afina.training.Trainer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The engine of this machine: a folder with its class path. Everything that computes is started
/// from here.
///
/// @param classPath the folder with the engine's jars (`dist/engine`)
/// @param cache where native libraries and measurements are kept
public record Engine(Path classPath, Path cache) {

  /// What this machine computes fastest, measured once and kept in the cache.
  ///
  /// @param bf16 and `f32`: billions of multiply-add operations a second, in the given precision
  public record Machine(Numerics numerics, double bf16, double f32, String versions) {}

  /// Measures at the first call (about two seconds), later reads what was measured.
  ///
  /// @throws dev.afina.core.Refused if the native library cannot be loaded
  public Machine machine() {
    throw new UnsupportedOperationException();
  }

  public Trainer trainer() {
    throw new UnsupportedOperationException();
  }

  /// Starts a process that answers with `base`, or with `base` and what was learned.
  ///
  /// @param tuned a folder with `model.json`, or `null` for the base alone
  public ScoringModel open(Path base, @Nullable Path tuned, Numerics numerics) {
    throw new UnsupportedOperationException();
  }
}
