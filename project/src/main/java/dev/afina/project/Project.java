package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.Prediction;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.comparing.CaseFile;
import dev.afina.evaluation.comparing.Promptfoo;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.model.Base;
import dev.afina.model.ExportForm;
import dev.afina.model.ModelEvent;
import dev.afina.model.ScoringModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A folder with sentences or conversations, its settings and its eight steps.
public final class Project {
  private final ProjectFiles files;
  private final ProjectSettings settings;
  private final World world;

  private Project(ProjectFiles files, ProjectSettings settings, World world) {
    this.files = files;
    this.settings = settings;
    this.world = world;
  }

  /// Opens a folder and reads its settings.
  ///
  /// @param options settings of the command line, by their names in `afina.yaml` (`base`,
  ///   `training.epochs`)
  /// @throws Refused naming everything that is wrong with the settings
  public static Project open(Path folder, Map<String, String> options, World world) {
    ProjectFiles files = new ProjectFiles(folder.toAbsolutePath().normalize());
    boolean project =
        Stream.of(files.settings(), files.sentences(), files.jsonLines(), files.pairs())
            .anyMatch(Files::exists);
    if (!project) throw new Refused(new ProjectProblem.NotAProject(folder));
    return new Project(files, ProjectSettings.read(files, options, world.environment()), world);
  }

  /// Absolute.
  public Path folder() {
    return files.folder();
  }

  /// Where everything lies in it.
  public ProjectFiles files() {
    return files;
  }

  public ProjectSettings settings() {
    return settings;
  }

  /// The intents of the sources, sorted; empty for chat.
  ///
  /// @throws Refused if there are no examples
  public List<String> labels() {
    return switch (Sources.read(files, settings.kind())) {
      case Sources.Intents intents -> Sources.labels(intents.examples());
      case Sources.Chat _ -> List.of();
    };
  }

  /// What a person should know before the filter is applied, and agree to; nothing for intents.
  ///
  /// @throws Refused if there are no examples
  public List<DatasetProblem> filterWarnings() {
    return switch (Sources.read(files, settings.kind())) {
      case Sources.Intents _ -> List.of();
      case Sources.Chat chat -> Rated.of(chat.examples(), settings).warnings(settings.split());
    };
  }

  /// Runs the steps from `from` to `to`, doing only what has changed; with `force` all of it.
  ///
  /// @throws Refused naming everything that is in the way
  public void run(StepName from, StepName to, boolean force, Consumer<StepEvent> events) {
    new Run(files, settings, world, howMade()).steps(from, to, force, events);
  }

  /// Runs one step alone, on what the earlier ones left.
  ///
  /// @throws Refused with [ProjectProblem.StepNeeds] if they left too little
  public void step(StepName step, boolean force, Consumer<StepEvent> events) {
    run(step, step, force, events);
  }

  /// What the last run came to; nothing before the first one has ended.
  public Optional<Results> results() {
    return test().results();
  }

  /// The likeliest intent of each text, in their order.
  ///
  /// @param adapter one made elsewhere, in place of what was learned here; it is never unsure,
  ///   because a threshold belongs to the weights it was measured on
  /// @throws Refused if nothing was trained yet, or the adapter is not understood or does not fit
  public List<Prediction> classify(
      List<String> texts, Optional<Path> adapter, Consumer<ModelEvent> events) {
    refuseChat("classify");
    return result(events).classify(texts, adapter);
  }

  /// Classifies each row of a CSV file: rows, order and columns of the input, and after them
  /// `label`, `probability`, `unsure`, in UTF-8 with commas. Returns the number of rows.
  ///
  /// @throws Refused naming everything that is wrong with the file
  public int classify(Path in, Path out, Optional<Path> adapter, Consumer<ModelEvent> events) {
    refuseChat("classify");
    TextTable table = TextTable.read(in);
    List<Prediction> said = classify(table.texts(), adapter, events);
    table.write(out, said);
    return said.size();
  }

  /// Opens the current result to talk with; its system prompt is [#system].
  ///
  /// @throws Refused if nothing was trained yet
  public ScoringModel tuned(Consumer<ModelEvent> events) {
    return result(events).tuned();
  }

  /// Opens the base the current result grew from.
  ///
  /// @throws Refused if nothing was trained yet
  public ScoringModel base(Consumer<ModelEvent> events) {
    return result(events).untrained();
  }

  /// The name of the base that is used: the wanted one, or the built-in one where that had to stand
  /// in for it and still does.
  public String baseName() {
    return new BaseChoice(files, settings, world.bases()).nameInUse();
  }

  /// The base that the next training starts from, as the settings say; fetched if needed.
  ///
  /// @throws Refused if a base that was named cannot be had
  public Base wantedBase(Consumer<ModelEvent> events) {
    return new BaseChoice(files, settings, world.bases()).choose(events).base();
  }

  /// Opens the base the current result grew from, with an adapter made elsewhere instead.
  ///
  /// @param adapter a folder as PEFT writes it
  /// @throws Refused if nothing was trained yet, or the adapter is not understood or does not fit
  public ScoringModel with(Path adapter, Consumer<ModelEvent> events) {
    return result(events).with(adapter);
  }

  /// Writes the current result for other programs, with a card that says what it is.
  ///
  /// @param out an empty or new folder; without one, a folder of the project, which is made anew
  /// @return where it lies
  /// @throws Refused if nothing was trained yet, or `out` has something in it
  public Path export(ExportForm form, Optional<Path> out, Consumer<ModelEvent> events) {
    out.filter(folder -> !SafeFile.isFree(folder))
        .ifPresent(folder -> {
          throw new Refused(new ProjectProblem.FolderNotEmpty(folder));
        });
    Path target = out.orElse(files.export(form));
    new HandOut(result(events), test(), howMade().making(), world.language()).write(form, target);
    return target;
  }

  /// The system prompt the current result was trained with; put it in front of every conversation.
  ///
  /// @throws Refused if nothing was trained yet
  public String system() {
    if (!Files.exists(files.fineTuning()))
      throw new Refused(new ProjectProblem.NothingTrained(files.folder()));
    return Json.read(files.fineTuning(), FineTuning.class).plan().system();
  }

  /// Notes what is right about `text`: the intent it has, or how it is answered. The next run
  /// learns it.
  ///
  /// @throws Refused if there is no such intent, or something is empty
  public void correct(String text, String right) {
    Corrections corrections = new Corrections(files);
    switch (settings.kind()) {
      case INTENTS -> corrections.intent(text, right, labels());
      case CHAT -> corrections.answer(text, right);
    }
  }

  /// Makes test cases of what there is: the held-out part, the corrections, variations of both as
  /// customers write, and sentences that belong to nothing. Returns their number.
  ///
  /// @throws Refused if the data was not divided yet
  public int makeTests(Path out) {
    List<TestCase> cases = new TestMaking(files, settings).cases();
    CaseFile.write(out, cases);
    return cases.size();
  }

  /// Puts the current result beside its base with and without instructions and with a few examples,
  /// a linear model and the earlier rounds, on the same cases. Answers that were graded already are
  /// not asked for again.
  ///
  /// @param tests a file of cases in YAML
  /// @param prices what answers cost
  /// @param judging who judges, if anybody
  /// @param progress who answers, and how many cases are done
  /// @throws Refused if nothing was trained yet, or naming everything that is wrong with the cases
  public Scorecard evaluate(
      Path tests,
      PriceFile prices,
      Optional<Judging> judging,
      Consumer<ModelEvent> events,
      BiConsumer<Contestant, Integer> progress) {
    return new Comparison(files, settings, world, result(events))
        .run(tests, prices, judging, events, progress);
  }

  /// Writes the cases for [promptfoo](https://www.promptfoo.dev).
  public void exportTests(Path tests, Path out) {
    List<String> labels =
        switch (settings.kind()) {
          case INTENTS -> labels();
          case CHAT -> List.of();
        };
    Promptfoo.write(out, settings.name(), settings.name(), CaseFile.read(tests, labels));
  }

  /// Whether the current result may take the place of what answers today.
  ///
  /// @throws Refused if it was not tested
  public Gate gate() {
    return test().gate();
  }

  /// Writes the project's report, as a page and as a PDF, of what is stored.
  ///
  /// @throws Refused if the current result was not tested
  public void report() {
    test().requireCurrent();
    Results results =
        results().orElseThrow(() -> new Refused(new ProjectProblem.NotTested(files.folder())));
    new HandIn(files, results, howMade().making(), world.language()).write();
  }

  private StoredTest test() {
    return new StoredTest(files, settings.kind());
  }

  private HowMade howMade() {
    return new HowMade(files, settings, world.versions());
  }

  private Result result(Consumer<ModelEvent> events) {
    return Result.current(files, settings, world.bases(), world.workshop(), events);
  }

  /// What the examples say of each other, without a test.
  public SmallData smallData() {
    return new SmallData(this, world);
  }

  void refuseChat(String command) {
    if (settings.kind() == Kind.CHAT) throw new Refused(new ProjectProblem.OnlyForIntents(command));
  }
}
