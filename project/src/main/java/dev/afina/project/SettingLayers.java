package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.project.ProjectSettings.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What files, environment and command line say about the settings, the later before the earlier.
///
/// @param hosted those of the hosted providers, secrets masked
record SettingLayers(Map<SettingName, Value> values, List<Setting> hosted) {

  /// Beside [SettingName#variable]: the names other programs give them.
  private static final Map<String, SettingName> VARIABLES =
      Map.of("TRAIN_SPLIT", SettingName.TRAIN, "VALIDATION_SPLIT", SettingName.VALIDATION);

  /// Variables that can only be meant for a setting.
  private static final Pattern OURS = Pattern.compile("AFINA_(FILTER|CHECKS|SPLIT|TRAINING)_(.+)");

  /// What is wrong with names goes to `problems`. What is left empty was not said.
  static SettingLayers read(
      ProjectFiles files,
      Map<String, String> options,
      Map<String, String> environment,
      List<Fact> problems) {
    Map<SettingName, Value> values = new EnumMap<>(SettingName.class);
    SettingsFile.read(files.settings(), problems)
        .forEach((name, text) -> values.put(name, new Value(text, Origin.FILE)));
    Map<String, Value> variables = variables(files, environment);
    VARIABLES.forEach((variable, name) -> take(variables.get(variable), name, values));
    for (SettingName name : SettingName.values())
      take(variables.remove(name.variable()), name, values);
    variables.keySet().stream()
        .map(OURS::matcher)
        .filter(Matcher::matches)
        .map(ours -> new ProjectProblem.UnknownVariable(ours.group(), nearest(ours)))
        .forEach(problems::add);
    options.forEach((option, text) ->
        SettingName.of(option)
            .ifPresentOrElse(
                name -> values.put(name, new Value(text, Origin.OPTION)),
                () ->
                    problems.add(
                        new ProjectProblem.UnknownOption(option, SettingName.nearest(option)))));
    values.values().removeIf(value -> value.text().isBlank());
    return new SettingLayers(values, HostedSettings.among(variables));
  }

  private static Map<String, Value> variables(ProjectFiles files, Map<String, String> environment) {
    Map<String, Value> variables = new TreeMap<>();
    DotEnv.under(environment, files.dotEnv())
        .forEach((name, text) -> {
          Origin origin = environment.containsKey(name) ? Origin.ENVIRONMENT : Origin.DOT_ENV;
          variables.put(name, new Value(text, origin));
        });
    return variables;
  }

  private static void take(
      @Nullable Value value, SettingName name, Map<SettingName, Value> values) {
    if (value != null) values.put(name, value);
  }

  private static String nearest(Matcher ours) {
    String dotted = ours.group(1) + "." + ours.group(2).replace('_', '-');
    String nearest = SettingName.nearest(dotted.toLowerCase(Locale.ROOT));
    return SettingName.of(nearest).orElseThrow().variable();
  }
}
