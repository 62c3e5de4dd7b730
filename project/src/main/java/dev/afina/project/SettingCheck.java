package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.dataset.Filter;
import dev.afina.project.ProjectSettings.Value;
import dev.afina.training.Blocks;
import java.time.DateTimeException;
import java.util.List;

/// What a setting's text may be.
final class SettingCheck {
  private SettingCheck() {}

  /// What is wrong with a value goes to `problems`.
  static void of(SettingName name, Value value, List<Fact> problems) {
    switch (name) {
      case NAME, BASE, SYSTEM -> {}
      case KIND -> oneOf(name, value, List.of("intents", "chat"), problems);
      case LANGUAGE -> oneOf(name, value, List.of("en", "es"), problems);
      case FILTER_ON -> oneOf(name, value, List.of("true", "false"), problems);
      case FILTER_STARS -> oneOf(name, value, List.of("1", "2", "3", "4", "5"), problems);
      case FILTER_UNRATED -> oneOf(name, value, List.of("keep", "drop"), problems);
      case FILTER_SCOPE -> oneOf(name, value, List.of("conversations", "answers"), problems);
      case FILTER_FROM, FILTER_TO -> day(name, value, problems);
      case FILTER_MAX, CHECK_EXAMPLES ->
          number(name, value, isWhole(value.text(), 0, Integer.MAX_VALUE), problems);
      case METHOD -> oneOf(name, value, List.of("lora", "full", "dpo"), problems);
      case SCHEDULE -> oneOf(name, value, List.of("constant", "linear", "cosine"), problems);
      case PRECISION -> oneOf(name, value, List.of(ProjectSettings.AUTO, "f32", "bf16"), problems);
      case RS_LORA -> oneOf(name, value, List.of("false", "true"), problems);
      case TOO_LONG -> oneOf(name, value, List.of("refuse", "cut"), problems);
      case LAYERS -> number(name, value, areBlocks(value.text()), problems);
      case TARGETS -> {} // the base knows its own
      case CHECK_DISTINCT,
          CHECK_ANSWER,
          CHECK_TONE,
          TRAIN,
          VALIDATION,
          ALPHA,
          DROPOUT,
          LEARNING_RATE,
          WARMUP,
          BETA1,
          BETA2,
          EPSILON,
          WEIGHT_DECAY,
          CLIP,
          PROMPT_WEIGHT,
          DPO_BETA,
          DPO_SMOOTHING ->
          number(name, value, isFinite(value.text()), problems);
      case SPLIT_SEED, SEED ->
          number(name, value, isWhole(value.text(), Long.MIN_VALUE, Long.MAX_VALUE), problems);
      case RANK, BATCH, MICRO_BATCH, EPOCHS, STEPS, PATIENCE, MAX_TOKENS ->
          number(
              name, value, isWhole(value.text(), Integer.MIN_VALUE, Integer.MAX_VALUE), problems);
      case THREADS -> {
        boolean right = value.text().equals(ProjectSettings.AUTO) || isWhole(value.text(), 1, 1024);
        number(name, value, right, problems);
      }
    }
  }

  private static void oneOf(
      SettingName name, Value value, List<String> allowed, List<Fact> problems) {
    if (!allowed.contains(value.text()))
      problems.add(new ProjectProblem.NotOneOf(name.dotted, value.text(), value.origin(), allowed));
  }

  private static void day(SettingName name, Value value, List<Fact> problems) {
    try {
      Filter.Window.between(value.text(), null);
    } catch (DateTimeException e) {
      problems.add(new ProjectProblem.NotADay(name.dotted, value.text(), value.origin()));
    }
  }

  private static void number(SettingName name, Value value, boolean right, List<Fact> problems) {
    if (!right)
      problems.add(new ProjectProblem.NotANumber(name.dotted, value.text(), value.origin()));
  }

  private static boolean isFinite(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean areBlocks(String text) {
    try {
      return !new Blocks(text).text().isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isWhole(String text, long low, long high) {
    try {
      long number = Long.parseLong(text);
      return number >= low && number <= high;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
