package dev.afina.project;

import dev.afina.core.Refused;
import dev.afina.training.Batch;
import dev.afina.training.Blocks;
import dev.afina.training.Lora;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Preference;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The recipe as settings: each number as the text that `afina.yaml` has for it, and back.
///
/// @param text of a setting of the recipe
record RecipeText(Function<SettingName, String> text) {

  static final String ALL = "all";

  /// @throws Refused naming the numbers that are out of their range
  Recipe recipe() {
    return new Recipe(
        Recipe.Method.valueOf(word(SettingName.METHOD)),
        lora(),
        optimizer(),
        new Batch(whole(SettingName.BATCH), whole(SettingName.MICRO_BATCH)),
        new Passes(
            whole(SettingName.EPOCHS), whole(SettingName.STEPS), whole(SettingName.PATIENCE)),
        new Teaching(
            whole(SettingName.MAX_TOKENS),
            Teaching.TooLong.valueOf(word(SettingName.TOO_LONG)),
            number(SettingName.PROMPT_WEIGHT),
            new Preference(number(SettingName.DPO_BETA), number(SettingName.DPO_SMOOTHING))));
  }

  private Lora lora() {
    String targets = text.apply(SettingName.TARGETS).strip();
    return new Lora(
        whole(SettingName.RANK),
        number(SettingName.ALPHA),
        Boolean.parseBoolean(text.apply(SettingName.RS_LORA)),
        number(SettingName.DROPOUT),
        targets.equals(ALL) ? List.of() : List.of(targets.split("[,\\s]+")),
        new Blocks(text.apply(SettingName.LAYERS)));
  }

  private Optimizer optimizer() {
    return new Optimizer(
        new Rate(
            number(SettingName.LEARNING_RATE),
            Rate.Schedule.valueOf(word(SettingName.SCHEDULE)),
            number(SettingName.WARMUP)),
        number(SettingName.BETA1),
        number(SettingName.BETA2),
        number(SettingName.EPSILON),
        number(SettingName.WEIGHT_DECAY),
        number(SettingName.CLIP));
  }

  private String word(SettingName name) {
    return text.apply(name).toUpperCase(Locale.ROOT);
  }

  private int whole(SettingName name) {
    return Integer.parseInt(text.apply(name));
  }

  private double number(SettingName name) {
    return Double.parseDouble(text.apply(name));
  }

  /// What a setting says for a recipe.
  ///
  /// @throws IllegalArgumentException if it is no number of the recipe
  static String of(SettingName name, Recipe recipe) {
    return switch (name) {
      case METHOD -> recipe.method().name().toLowerCase(Locale.ROOT);
      case RANK -> Integer.toString(recipe.lora().rank());
      case ALPHA -> plain(recipe.lora().alpha());
      case RS_LORA -> Boolean.toString(recipe.lora().rankStabilised());
      case DROPOUT -> plain(recipe.lora().dropout());
      case TARGETS -> ALL;
      case LAYERS -> recipe.lora().layers().text();
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
