package dev.afina.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Settings given with the command; they win over every file.
final class Overrides {

  @Option(
      names = "--set",
      paramLabel = "${bundle:label.setting}",
      descriptionKey = "option.set",
      order = 10)
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--base",
      paramLabel = "${bundle:label.base}",
      descriptionKey = "option.base",
      order = 11)
  @Nullable String base;

  @Option(names = "--epochs", paramLabel = "N", descriptionKey = "option.epochs", order = 12)
  @Nullable Integer epochs;

  /// A command that gives them again.
  String[] behind(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    settings.forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    if (base != null) all.addAll(List.of("--base", base));
    if (epochs != null) all.addAll(List.of("--epochs", epochs.toString()));
    return all.toArray(String[]::new);
  }

  /// By their names in `afina.yaml`.
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (base != null) all.put("base", base);
    if (epochs != null) all.put("training.epochs", epochs.toString());
    return all;
  }
}
