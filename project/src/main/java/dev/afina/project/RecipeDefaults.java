package dev.afina.project;

import dev.afina.training.Batch;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import java.math.BigDecimal;
import java.util.Locale;

/// The recipe's default numbers, as `afina config` shows them.
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
          Recipe.usual().lora(),
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

  static String text(SettingName name, Recipe recipe) {
    return switch (name) {
      case METHOD -> recipe.method().name().toLowerCase(Locale.ROOT);
      case RANK -> Integer.toString(recipe.lora().rank());
      case ALPHA -> plain(recipe.lora().alpha());
      case RS_LORA -> Boolean.toString(recipe.lora().rankStabilised());
      case DROPOUT -> plain(recipe.lora().dropout());
      case TARGETS, LAYERS -> ProjectSettings.ALL;
      case LEARNING_RATE -> plain(recipe.optimizer().rate().peak());
      case SCHEDULE -> recipe.optimizer().rate().schedule().name().toLowerCase(Locale.ROOT);
      case WARMUP -> plain(recipe.optimizer().rate().warmup());
      case BETA1 -> plain(recipe.optimizer().beta1());
      case BETA2 -> plain(recipe.optimizer().beta2());
      case EPSILON -> plain(recipe.optimizer().epsilon());
      case WEIGHT_DECAY -> plain(recipe.optimizer().weightDecay());
      case CLIP -> plain(recipe.optimizer().clip());
      case BATCH -> Integer.toString(recipe.batch().size());
      case MICRO_BATCH -> Integer.toString(recipe.batch().micro());
      case EPOCHS -> Integer.toString(recipe.passes().epochs());
      case STEPS -> Integer.toString(recipe.passes().steps());
      case PATIENCE -> Integer.toString(recipe.passes().patience());
      case MAX_TOKENS -> Integer.toString(recipe.teaching().maxTokens());
      case TOO_LONG -> recipe.teaching().tooLong().name().toLowerCase(Locale.ROOT);
      case PROMPT_WEIGHT -> plain(recipe.teaching().promptWeight());
      case DPO_BETA -> plain(recipe.teaching().preference().beta());
      case DPO_SMOOTHING -> plain(recipe.teaching().preference().smoothing());
      case FILTER_ON,
          FILTER_STARS,
          FILTER_UNRATED,
          FILTER_SCOPE,
          FILTER_FROM,
          FILTER_TO,
          FILTER_MAX,
          CHECK_EXAMPLES,
          CHECK_DISTINCT,
          CHECK_ANSWER,
          CHECK_TONE,
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
