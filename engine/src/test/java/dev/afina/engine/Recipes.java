package dev.afina.engine;

import dev.afina.training.Batch;
import dev.afina.training.Lora;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;

/// Recipes for small models: eight conversations in a step, an adapter of rank 4.
final class Recipes {
  private Recipes() {}

  static Recipe of(Recipe.Method method, int epochs, Teaching teaching) {
    return of(method, Lora.of(4, 8), epochs, teaching);
  }

  static Recipe of(Recipe.Method method, Lora lora, int epochs, Teaching teaching) {
    Rate rate = new Rate(3e-3, Rate.Schedule.LINEAR, 0.1);
    return new Recipe(
        method, lora, Optimizer.adamW(rate, 0.01, 1), Batch.of(8), Passes.of(epochs), teaching);
  }
}
