package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.Filter;
import dev.afina.dataset.Split;
import dev.afina.dataset.check.Thresholds;
import dev.afina.model.Models;
import dev.afina.model.Seed;
import dev.afina.training.Batch;
import dev.afina.training.Lora;
import dev.afina.training.Numerics;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Preference;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The settings of a folder: default < `afina.yaml` < `.env` and the environment < option. Each
/// value knows where it came from.
public final class ProjectSettings {

  /// Beside [SettingName#variable]: the names other programs give them.
  private static final Map<String, SettingName> VARIABLES =
      Map.of("TRAIN_SPLIT", SettingName.TRAIN, "VALIDATION_SPLIT", SettingName.VALIDATION);

  private static final Pattern OURS = Pattern.compile("AFINA_(TRAINING|SPLIT)_.*");

  static final String AUTO = "auto";
  static final String ALL = "all";
  private static final String PREFERENCES = "dpo";

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
    Map<SettingName, Value> values = new EnumMap<>(SettingName.class);
    SettingsFile.read(files.settings(), problems)
        .forEach((name, text) -> values.put(name, new Value(text, Origin.FILE)));
    Map<String, Value> variables = new TreeMap<>();
    DotEnv.read(files.dotEnv())
        .forEach((name, text) -> variables.put(name, new Value(text, Origin.DOT_ENV)));
    environment.forEach((name, text) -> variables.put(name, new Value(text, Origin.ENVIRONMENT)));
    variables.values().removeIf(value -> value.text().isBlank());
    VARIABLES.forEach((variable, name) -> take(variables.get(variable), name, values));
    for (SettingName name : SettingName.values())
      take(variables.remove(name.variable()), name, values);
    variables.keySet().stream()
        .filter(OURS.asMatchPredicate())
        .map(name -> new ProjectProblem.UnknownVariable(name, nearestVariable(name)))
        .forEach(problems::add);
    options.forEach((option, text) ->
        SettingName.of(option)
            .ifPresentOrElse(
                name -> values.put(name, new Value(text, Origin.OPTION)),
                () ->
                    problems.add(
                        new ProjectProblem.UnknownOption(option, SettingName.nearest(option)))));
    defaults(files, values);
    ProjectSettings settings = new ProjectSettings(values, HostedSettings.among(variables));
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
    return kind(text(SettingName.KIND));
  }

  private static Kind kind(String word) {
    return word.equals(Kind.CHAT.word()) ? Kind.CHAT : Kind.INTENTS;
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
    return recipe(name -> recipeText(name, seedBase));
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

  private static void take(
      @Nullable Value value, SettingName name, Map<SettingName, Value> values) {
    if (value != null) values.put(name, value);
  }

  private static String nearestVariable(String mistyped) {
    String dotted =
        mistyped
            .replaceFirst("^AFINA_(TRAINING|SPLIT)_", "$1.")
            .replace('_', '-')
            .toLowerCase(Locale.ROOT);
    return SettingName.of(SettingName.nearest(dotted)).orElseThrow().variable();
  }

  private static void defaults(ProjectFiles files, Map<SettingName, Value> values) {
    values.values().removeIf(value -> value.text().isBlank());
    Value base = values.get(SettingName.BASE);
    boolean seedBase = base != null && base.text().equals(Seed.NAME);
    Value said = values.get(SettingName.KIND);
    Kind kind = said == null ? Sources.kindIn(files) : kind(said.text());
    Value method = values.get(SettingName.METHOD);
    boolean preferences = method != null && method.text().equals(PREFERENCES);
    Recipe recipe = RecipeDefaults.of(kind, seedBase, preferences);
    for (SettingName name : SettingName.values())
      values.putIfAbsent(
          name,
          new Value(
              switch (name) {
                case NAME -> folderName(files);
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
                case PRECISION, THREADS -> AUTO;
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
                    RecipeDefaults.text(name, recipe);
              },
              Origin.DEFAULT));
  }

  private static String folderName(ProjectFiles files) {
    var name = files.folder().toAbsolutePath().normalize().getFileName();
    return name == null ? "afina" : name.toString();
  }

  private String recipeText(SettingName name, boolean seedBase) {
    Value value = value(name);
    return value.origin() == Origin.DEFAULT
        ? RecipeDefaults.text(name, RecipeDefaults.of(kind(), seedBase, learnsPreferences()))
        : value.text();
  }

  private static Recipe recipe(Function<SettingName, String> text) {
    return new Recipe(
        Recipe.Method.valueOf(word(text, SettingName.METHOD)),
        lora(text),
        optimizer(text),
        new Batch(whole(text, SettingName.BATCH), whole(text, SettingName.MICRO_BATCH)),
        new Passes(
            whole(text, SettingName.EPOCHS),
            whole(text, SettingName.STEPS),
            whole(text, SettingName.PATIENCE)),
        new Teaching(
            whole(text, SettingName.MAX_TOKENS),
            Teaching.TooLong.valueOf(word(text, SettingName.TOO_LONG)),
            number(text, SettingName.PROMPT_WEIGHT),
            new Preference(
                number(text, SettingName.DPO_BETA), number(text, SettingName.DPO_SMOOTHING))));
  }

  private static Lora lora(Function<SettingName, String> text) {
    String targets = text.apply(SettingName.TARGETS).strip();
    String layers = text.apply(SettingName.LAYERS);
    return new Lora(
        whole(text, SettingName.RANK),
        number(text, SettingName.ALPHA),
        Boolean.parseBoolean(text.apply(SettingName.RS_LORA)),
        number(text, SettingName.DROPOUT),
        targets.equals(ALL) ? List.of() : List.of(targets.split("[,\\s]+")),
        layers.equals(ALL) ? List.of() : Lora.layers(layers));
  }

  private static Optimizer optimizer(Function<SettingName, String> text) {
    return new Optimizer(
        new Rate(
            number(text, SettingName.LEARNING_RATE),
            Rate.Schedule.valueOf(word(text, SettingName.SCHEDULE)),
            number(text, SettingName.WARMUP)),
        number(text, SettingName.BETA1),
        number(text, SettingName.BETA2),
        number(text, SettingName.EPSILON),
        number(text, SettingName.WEIGHT_DECAY),
        number(text, SettingName.CLIP));
  }

  private static String word(Function<SettingName, String> text, SettingName name) {
    return text.apply(name).toUpperCase(Locale.ROOT);
  }

  private static int whole(Function<SettingName, String> text, SettingName name) {
    return Integer.parseInt(text.apply(name));
  }

  private static double number(Function<SettingName, String> text, SettingName name) {
    return Double.parseDouble(text.apply(name));
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
