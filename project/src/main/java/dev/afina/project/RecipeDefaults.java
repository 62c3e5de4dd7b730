package dev.afina.project;

import dev.afina.training.Batch;
import dev.afina.training.Blocks;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;

/// The recipe that counts where the settings say nothing.
final class RecipeDefaults {
  private RecipeDefaults() {}

  /// The built-in base has read nothing yet: every weight learns, and for longer.
  private static final Recipe SEED =
      new Recipe(
          Recipe.Method.FULL,
          Recipe.usual().lora(),
          Optimizer.adamW(new Rate(1e-3, Rate.Schedule.LINEAR, 0.05)),
          Recipe.usual().batch(),
          Passes.of(40),
          Recipe.usual().teaching());

  /// What customers write is learned a little, too, where answers are only the name of an intent.
  private static final Recipe INTENTS =
      new Recipe(
          Recipe.Method.LORA,
          Recipe.usual().lora().on(Blocks.UPPER),
          Recipe.usual().optimizer(),
          Batch.of(12),
          Passes.of(12),
          Recipe.usual().teaching().withPrompts(0.2));

  /// @param preferences whether pairs of answers are learned
  static Recipe of(Kind kind, boolean seedBase, boolean preferences) {
    if (preferences) return Recipe.preferences();
    if (seedBase) return SEED;
    return switch (kind) {
      case INTENTS -> INTENTS;
      case CHAT -> Recipe.usual();
    };
  }
}
