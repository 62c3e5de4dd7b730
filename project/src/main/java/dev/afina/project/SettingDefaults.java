package dev.afina.project;

import dev.afina.dataset.Filter;
import dev.afina.dataset.check.Thresholds;
import dev.afina.model.Models;
import dev.afina.model.Seed;
import dev.afina.project.ProjectSettings.Value;
import dev.afina.training.Recipe;
import java.util.Map;

/// What a setting is where nobody says anything.
///
/// @param folder its name
/// @param recipe the usual one of such a project
record SettingDefaults(String folder, Kind kind, Recipe recipe) {

  /// Those that fit what is said already.
  static SettingDefaults beside(Map<SettingName, Value> said, ProjectFiles files) {
    Kind kind =
        said.containsKey(SettingName.KIND)
            ? Kind.of(text(said, SettingName.KIND))
            : Sources.kindIn(files);
    return new SettingDefaults(
        folderName(files),
        kind,
        RecipeDefaults.of(
            kind,
            text(said, SettingName.BASE).equals(Seed.NAME),
            text(said, SettingName.METHOD).equals(ProjectSettings.PREFERENCES)));
  }

  private static String text(Map<SettingName, Value> said, SettingName name) {
    Value value = said.get(name);
    return value == null ? "" : value.text();
  }

  private static String folderName(ProjectFiles files) {
    var name = files.folder().toAbsolutePath().normalize().getFileName();
    return name == null ? "afina" : name.toString();
  }

  String of(SettingName name) {
    return switch (name) {
      case NAME -> folder;
      case KIND -> kind.word();
      case LANGUAGE -> "en";
      case BASE -> Models.DEFAULT;
      case SYSTEM, FILTER_FROM, FILTER_TO -> "";
      case FILTER_ON -> "true";
      case FILTER_STARS -> Integer.toString(Filter.USUAL.minimum());
      case FILTER_UNRATED -> "keep";
      case FILTER_SCOPE -> "conversations";
      case FILTER_MAX -> "0";
      case CHECK_EXAMPLES -> Integer.toString(Thresholds.USUAL.examples());
      case CHECK_DISTINCT -> Double.toString(Thresholds.USUAL.distinct());
      case CHECK_ANSWER -> Double.toString(Thresholds.USUAL.answer());
      case CHECK_TONE -> Double.toString(Thresholds.USUAL.tone());
      case TRAIN -> "0.8";
      case VALIDATION -> "0.2";
      case SPLIT_SEED, SEED -> "42";
      case PRECISION, THREADS -> ProjectSettings.AUTO;
      case METHOD,
          RANK,
          ALPHA,
          RS_LORA,
          DROPOUT,
          TARGETS,
          LAYERS,
          LEARNING_RATE,
          SCHEDULE,
          WARMUP,
          BETA1,
          BETA2,
          EPSILON,
          WEIGHT_DECAY,
          CLIP,
          BATCH,
          MICRO_BATCH,
          EPOCHS,
          STEPS,
          PATIENCE,
          MAX_TOKENS,
          TOO_LONG,
          PROMPT_WEIGHT,
          DPO_BETA,
          DPO_SMOOTHING ->
          RecipeText.of(name, recipe);
    };
  }
}
