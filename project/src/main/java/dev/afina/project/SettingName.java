package dev.afina.project;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings there are, in the order of `afina.yaml`.
enum SettingName {
  NAME("name"),
  KIND("kind"),
  LANGUAGE("language"),
  BASE("base"),
  SYSTEM("system"),
  FILTER_ON("filter.on"),
  FILTER_STARS("filter.minimum-stars"),
  FILTER_UNRATED("filter.unrated"),
  FILTER_SCOPE("filter.scope"),
  FILTER_FROM("filter.from"),
  FILTER_TO("filter.to"),
  FILTER_MAX("filter.max"),
  CHECK_EXAMPLES("checks.examples"),
  CHECK_DISTINCT("checks.distinct"),
  CHECK_ANSWER("checks.answer"),
  CHECK_TONE("checks.tone"),
  TRAIN("split.train"),
  VALIDATION("split.validation"),
  SPLIT_SEED("split.seed"),
  METHOD("training.method"),
  RANK("training.rank"),
  ALPHA("training.alpha"),
  RS_LORA("training.rslora"),
  DROPOUT("training.dropout"),
  TARGETS("training.targets"),
  LAYERS("training.layers"),
  LEARNING_RATE("training.learning-rate"),
  SCHEDULE("training.schedule"),
  WARMUP("training.warmup"),
  BETA1("training.beta1"),
  BETA2("training.beta2"),
  EPSILON("training.epsilon"),
  WEIGHT_DECAY("training.weight-decay"),
  CLIP("training.clip"),
  BATCH("training.batch"),
  MICRO_BATCH("training.micro-batch"),
  EPOCHS("training.epochs"),
  STEPS("training.steps"),
  PATIENCE("training.patience"),
  MAX_TOKENS("training.max-tokens"),
  TOO_LONG("training.too-long"),
  PROMPT_WEIGHT("training.prompt-weight"),
  DPO_BETA("training.dpo-beta"),
  DPO_SMOOTHING("training.dpo-smoothing"),
  SEED("training.seed"),
  PRECISION("precision"),
  THREADS("threads");

  /// As in `afina.yaml`, with dots.
  final String dotted;

  SettingName(String dotted) {
    this.dotted = dotted;
  }

  static Optional<SettingName> of(String dotted) {
    return Arrays.stream(values()).filter(name -> name.dotted.equals(dotted)).findFirst();
  }

  static List<SettingName> training() {
    return Arrays.stream(values()).filter(name -> name.dotted.startsWith("training.")).toList();
  }

  static List<SettingName> filter() {
    return Arrays.stream(values()).filter(name -> name.dotted.startsWith("filter.")).toList();
  }

  static List<SettingName> checks() {
    return Arrays.stream(values()).filter(name -> name.dotted.startsWith("checks.")).toList();
  }

  /// Its name in `.env` and the environment: `AFINA_TRAINING_LEARNING_RATE`.
  String variable() {
    return "AFINA_" + dotted.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The known name most like a mistyped one: by the whole name, or by its last part, of which the
  /// initials may stand (`lr` for `learning-rate`).
  static String nearest(String mistyped) {
    return Arrays.stream(values())
        .map(name -> name.dotted)
        .min(Comparator.comparingInt((String known) -> distance(mistyped, known)))
        .orElseThrow();
  }

  private static int distance(String mistyped, String known) {
    String typed = last(mistyped).toLowerCase(Locale.ROOT);
    if (typed.equals(initials(last(known)))) return 0;
    return Math.min(edits(mistyped, known), edits(typed, last(known)));
  }

  /// Of a name of several words; empty for one word.
  private static String initials(String name) {
    String[] words = name.split("-");
    return words.length == 1
        ? ""
        : Arrays.stream(words).map(word -> word.substring(0, 1)).collect(Collectors.joining());
  }

  private static String last(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  /// How many letters must be put in, taken out or changed
  /// ([Levenshtein](https://en.wikipedia.org/wiki/Levenshtein_distance)).
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
