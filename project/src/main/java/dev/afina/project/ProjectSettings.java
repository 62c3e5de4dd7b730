package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.Filter;
import dev.afina.dataset.Split;
import dev.afina.dataset.check.Thresholds;
import dev.afina.training.Numerics;
import dev.afina.training.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The settings of a folder: default < `afina.yaml` < `.env` and the environment < option. Each
/// value knows where it came from.
public final class ProjectSettings {

  static final String AUTO = "auto";
  static final String PREFERENCES = "dpo";

  /// A setting's text, and where it came from.
  record Value(String text, Origin origin) {}

  private final Map<SettingName, Value> values;
  private final List<Setting> hosted;

  private ProjectSettings(Map<SettingName, Value> values, List<Setting> hosted) {
    this.values = values;
    this.hosted = hosted;
  }

  /// @param options by their names in `afina.yaml`
  /// @throws Refused naming everything that is wrong
  static ProjectSettings read(
      ProjectFiles files, Map<String, String> options, Map<String, String> environment) {
    List<Fact> problems = new ArrayList<>();
    SettingLayers said = SettingLayers.read(files, options, environment, problems);
    Map<SettingName, Value> values = said.values();
    SettingDefaults defaults = SettingDefaults.beside(values, files);
    for (SettingName name : SettingName.values())
      values.computeIfAbsent(name, _ -> new Value(defaults.of(name), Origin.DEFAULT));
    ProjectSettings settings = new ProjectSettings(values, said.hosted());
    settings.check(problems);
    return settings;
  }

  /// Every setting, in the order of `afina.yaml`.
  public List<Setting> all() {
    return values.entrySet().stream()
        .map(
            one -> new Setting(one.getKey().dotted, one.getValue().text(), one.getValue().origin()))
        .toList();
  }

  /// The hosted providers' settings that were found (`AZURE_OPENAI_KEY` …), secrets masked. A
  /// training on this machine does not use them.
  public List<Setting> hosted() {
    return hosted;
  }

  public String name() {
    return text(SettingName.NAME);
  }

  public Kind kind() {
    return Kind.of(text(SettingName.KIND));
  }

  /// Of the default system prompt: `en` or `es`.
  public String language() {
    return text(SettingName.LANGUAGE);
  }

  /// The base model as the user calls it: a known name, a file or a folder.
  public String base() {
    return text(SettingName.BASE);
  }

  /// Whether a person chose the base.
  public boolean baseIsChosen() {
    return value(SettingName.BASE).origin() != Origin.DEFAULT;
  }

  /// Whether the base was named in a file of the folder: a path there is relative to it.
  boolean baseIsNamedInFolder() {
    Origin origin = value(SettingName.BASE).origin();
    return origin == Origin.FILE || origin == Origin.DOT_ENV;
  }

  /// What the model is told to be; empty for the default.
  public String system() {
    return text(SettingName.SYSTEM);
  }

  /// Which conversations are rated well enough to be learned.
  public Filter filter() {
    return new Filter(
        text(SettingName.FILTER_ON).equals("true"),
        (int) whole(SettingName.FILTER_STARS),
        text(SettingName.FILTER_UNRATED).equals("keep"),
        text(SettingName.FILTER_SCOPE).equals("answers")
            ? Filter.Scope.ANSWERS
            : Filter.Scope.CONVERSATIONS,
        Filter.Window.between(text(SettingName.FILTER_FROM), text(SettingName.FILTER_TO)));
  }

  /// The most conversations that are learned; 0 for all.
  public int maximum() {
    return (int) whole(SettingName.FILTER_MAX);
  }

  /// Where «good enough» begins.
  public Thresholds thresholds() {
    return Thresholds.USUAL.with(
        (int) whole(SettingName.CHECK_EXAMPLES),
        number(SettingName.CHECK_DISTINCT),
        number(SettingName.CHECK_ANSWER),
        number(SettingName.CHECK_TONE));
  }

  public Split split() {
    return new Split(
        number(SettingName.TRAIN), number(SettingName.VALIDATION), whole(SettingName.SPLIT_SEED));
  }

  /// The recipe for the base that is used.
  ///
  /// @param seedBase whether that is the built-in one: it has its own defaults
  public Recipe recipe(boolean seedBase) {
    return new RecipeText(name -> recipeText(name, seedBase)).recipe();
  }

  /// Whether pairs of answers are learned, and nothing else.
  boolean learnsPreferences() {
    return text(SettingName.METHOD).equals(PREFERENCES);
  }

  public long seed() {
    return whole(SettingName.SEED);
  }

  /// What the machine computes best, unless the settings say otherwise.
  Numerics numerics(Numerics machine) {
    String precision = text(SettingName.PRECISION);
    String threads = text(SettingName.THREADS);
    return new Numerics(
        precision.equals(AUTO)
            ? machine.dtype()
            : Numerics.Dtype.valueOf(precision.toUpperCase(Locale.ROOT)),
        threads.equals(AUTO) ? machine.threads() : Integer.parseInt(threads),
        machine.processor());
  }

  /// The values of some settings, for a stamp.
  TreeMap<String, String> of(Collection<SettingName> names) {
    TreeMap<String, String> some = new TreeMap<>();
    for (SettingName name : names) some.put(name.dotted, text(name));
    return some;
  }

  private String recipeText(SettingName name, boolean seedBase) {
    Value value = value(name);
    return value.origin() == Origin.DEFAULT
        ? RecipeText.of(name, RecipeDefaults.of(kind(), seedBase, learnsPreferences()))
        : value.text();
  }

  /// Everything that can be wrong with the values, at once.
  private void check(List<Fact> problems) {
    int before = problems.size();
    values.forEach((name, value) -> SettingCheck.of(name, value, problems));
    if (kind() == Kind.INTENTS && learnsPreferences())
      problems.add(new ProjectProblem.PairsNeedChat());
    if (problems.size() == before) {
      collect(problems, this::split);
      collect(problems, () -> recipe(false));
    }
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  private static void collect(List<Fact> problems, Runnable making) {
    try {
      making.run();
    } catch (Refused refused) {
      problems.addAll(refused.facts());
    }
  }

  private double number(SettingName name) {
    return Double.parseDouble(text(name));
  }

  private long whole(SettingName name) {
    return Long.parseLong(text(name));
  }

  private String text(SettingName name) {
    return value(name).text();
  }

  private Value value(SettingName name) {
    Value value = values.get(name);
    if (value == null) throw new IllegalStateException("no default for " + name);
    return value;
  }
}
