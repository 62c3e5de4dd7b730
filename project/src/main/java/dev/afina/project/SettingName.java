package dev.afina.project;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
  TRAIN("split.train"),
  VALIDATION("split.validation"),
  SPLIT_SEED("split.seed"),
  METHOD("training.method"),
  RANK("training.rank"),
  ALPHA("training.alpha"),
  LEARNING_RATE("training.learning-rate"),
  SCHEDULE("training.schedule"),
  WARMUP("training.warmup"),
  WEIGHT_DECAY("training.weight-decay"),
  CLIP("training.clip"),
  BATCH("training.batch"),
  EPOCHS("training.epochs"),
  MAX_TOKENS("training.max-tokens"),
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
    return List.of(FILTER_ON, FILTER_STARS, FILTER_UNRATED, FILTER_SCOPE);
  }

  /// The known name most like a mistyped one: by the whole name, or by its last part.
  static String nearest(String mistyped) {
    return Arrays.stream(values())
        .map(name -> name.dotted)
        .min(
            Comparator.comparingInt((String known) ->
                Math.min(edits(mistyped, known), edits(last(mistyped), last(known)))))
        .orElseThrow();
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
