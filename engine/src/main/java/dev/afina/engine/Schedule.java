package dev.afina.engine;

import dev.afina.training.Recipe;

/// The learning rate of each step: up from zero in the warm-up, then constant or down to zero, as
/// in Transformers' `get_scheduler`.
record Schedule(Recipe recipe, int steps) {

  /// @param step counts from 0
  double rate(int step) {
    int warm = (int) Math.ceil(recipe.warmup() * steps);
    if (step < warm) return recipe.learningRate() * step / warm;
    double gone = (double) (step - warm) / Math.max(1, steps - warm);
    return switch (recipe.schedule()) {
      case CONSTANT -> recipe.learningRate();
      case LINEAR -> recipe.learningRate() * (1 - gone);
      case COSINE -> recipe.learningRate() * 0.5 * (1 + Math.cos(Math.PI * gone));
    };
  }
}
