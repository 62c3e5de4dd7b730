package dev.afina.training.local;

import dev.afina.core.Refused;
import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Opens models of this machine. To load a base takes seconds, and whoever comes next often wants
/// the same one, with the same adapter or with none: the process of the last stays until another is
/// wanted, or the memory is.
public final class OpenModels implements AutoCloseable {
  private final Engine engine;
  private @Nullable Kept last;

  /// A base that answers, and how many models it is used for.
  private static final class Kept {
    private final Path weights;
    private final @Nullable Path adapter;
    private final Numerics numerics;
    private final LocalBase base;
    private int users;

    Kept(Path weights, @Nullable Path adapter, Numerics numerics, LocalBase base) {
      this.weights = weights;
      this.adapter = adapter;
      this.numerics = numerics;
      this.base = base;
    }

    /// An isolated process sees no adapter but the one that it was started with.
    boolean serves(Path weights, @Nullable Path adapter, Numerics numerics) {
      return base.answers()
          && weights.equals(this.weights)
          && (adapter == null || adapter.equals(this.adapter))
          && numerics.equals(this.numerics);
    }
  }

  public OpenModels(Engine engine) {
    this.engine = engine;
  }

  /// @param base its file or folder
  /// @param tuned an adapter's folder or a whole model's, or `null` for the base alone
  /// @throws Refused if the model cannot be loaded
  public synchronized ScoringModel open(Path base, @Nullable Path tuned, Numerics numerics) {
    boolean whole = tuned != null && Files.exists(tuned.resolve("config.json"));
    Path weights = tuned != null && whole ? tuned : base;
    Path adapter = whole ? null : tuned;
    Kept kept = last != null && last.serves(weights, adapter, numerics) ? last : null;
    if (kept == null) {
      letGo();
      Set<Path> adapters = adapter == null ? Set.of() : Set.of(adapter);
      kept = new Kept(weights, adapter, numerics, engine.openBase(weights, adapters, numerics));
      last = kept;
    }
    Kept used = kept;
    used.users++;
    try {
      return used.base.with(adapter, () -> closed(used));
    } catch (RuntimeException e) {
      closed(used);
      throw e;
    }
  }

  private synchronized void closed(Kept kept) {
    kept.users--;
    if (kept.users == 0 && kept != last) kept.base.close();
  }

  /// Gives the memory back: now, or as soon as the models that are open are closed.
  public synchronized void letGo() {
    Kept kept = last;
    last = null;
    if (kept != null && kept.users == 0) kept.base.close();
  }

  @Override
  public void close() {
    letGo();
  }
}
