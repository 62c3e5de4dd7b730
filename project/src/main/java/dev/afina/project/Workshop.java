package dev.afina.project;

import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import dev.afina.training.Trainer;
import dev.afina.training.local.Engine;
import dev.afina.training.local.OpenModels;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where models are trained and opened: this machine's engine, or one in memory.
public interface Workshop extends AutoCloseable {

  /// How numbers are computed here unless the settings say otherwise.
  Numerics numerics();

  Trainer trainer();

  /// @param tuned a folder with `model.json`, or `null` for the base alone
  ScoringModel open(Path base, @Nullable Path tuned, Numerics numerics);

  /// Ends what is kept open for whoever comes next.
  @Override
  void close();

  static Workshop of(Engine engine) {
    OpenModels models = new OpenModels(engine);
    return new Workshop() {
      @Override
      public Numerics numerics() {
        return engine.machine().numerics();
      }

      @Override
      public Trainer trainer() {
        models.letGo(); // a training needs the memory
        return engine.trainer();
      }

      @Override
      public ScoringModel open(Path base, @Nullable Path tuned, Numerics numerics) {
        return models.open(base, tuned, numerics);
      }

      @Override
      public void close() {
        models.close();
      }
    };
  }
}
