package dev.afina.project;

import dev.afina.project.ProjectSettings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The hosted providers' settings under their usual names. They are shown and not used here: their
/// numbers mean something else to them than to a training on this machine.
final class HostedSettings {
  private HostedSettings() {}

  private static final List<String> NAMES =
      List.of(
          "AZURE_OPENAI_ENDPOINT",
          "AZURE_OPENAI_KEY",
          "AZURE_OPENAI_VERSION",
          "AZURE_OPENAI_MODEL",
          "FINE_TUNED_MODEL_DEPLOYMENT",
          "FINE_TUNING_EPOCHS",
          "FINE_TUNING_BATCH_SIZE",
          "FINE_TUNING_LR_MULT",
          "FINE_TUNING_PROMPT_LOSS_WEIGHT",
          "OPENAI_API_KEY",
          "AFINA_HOSTED_KEY",
          "CRON_SECRET");

  private static final Set<String> SECRET =
      Set.of("AZURE_OPENAI_KEY", "OPENAI_API_KEY", "AFINA_HOSTED_KEY", "CRON_SECRET");

  /// Those that are set, secrets masked.
  static List<Setting> among(Map<String, Value> variables) {
    List<Setting> found = new ArrayList<>();
    for (String name : NAMES) {
      Value value = variables.get(name);
      if (value == null) continue;
      String text = SECRET.contains(name) ? masked(value.text()) : value.text();
      found.add(new Setting(name, text, value.origin()));
    }
    return List.copyOf(found);
  }

  /// Four letters of a long one are enough to recognise it, and too few to use it.
  private static String masked(String secret) {
    return "••••" + (secret.length() < 12 ? "" : secret.substring(secret.length() - 4));
  }
}
