package dev.afina.project;

import dev.afina.training.Recipe;
import java.math.BigDecimal;
import java.util.Locale;

/// The recipe's default numbers, as `afina config` shows them.
final class RecipeDefaults {
  private RecipeDefaults() {}

  /// The built-in base has read nothing yet: every weight learns, and for longer.
  private static final Recipe SEED =
      new Recipe(Recipe.Method.FULL, 16, 32, 1e-3, Recipe.Schedule.LINEAR, 0.05, 0, 1, 8, 40, 1024);

  static Recipe of(boolean seedBase) {
    return seedBase ? SEED : Recipe.lora();
  }

  static String text(SettingName name, boolean seedBase) {
    Recipe recipe = of(seedBase);
    return switch (name) {
      case METHOD -> recipe.method().name().toLowerCase(Locale.ROOT);
      case RANK -> Integer.toString(recipe.rank());
      case ALPHA -> plain(recipe.alpha());
      case LEARNING_RATE -> plain(recipe.learningRate());
      case SCHEDULE -> recipe.schedule().name().toLowerCase(Locale.ROOT);
      case WARMUP -> plain(recipe.warmup());
      case WEIGHT_DECAY -> plain(recipe.weightDecay());
      case CLIP -> plain(recipe.clip());
      case BATCH -> Integer.toString(recipe.batch());
      case EPOCHS -> Integer.toString(recipe.epochs());
      case MAX_TOKENS -> Integer.toString(recipe.maxTokens());
      case FILTER_ON,
          FILTER_STARS,
          FILTER_UNRATED,
          FILTER_SCOPE,
          NAME,
          KIND,
          LANGUAGE,
          BASE,
          SYSTEM,
          TRAIN,
          VALIDATION,
          SPLIT_SEED,
          SEED,
          PRECISION,
          THREADS ->
          throw new IllegalArgumentException(name + " is no number of the recipe");
    };
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
