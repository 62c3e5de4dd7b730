package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Forecast;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Prediction;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.CaseFile;
import dev.afina.evaluation.comparing.Duel;
import dev.afina.evaluation.comparing.Promptfoo;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.HumanMark;
import dev.afina.model.Base;
import dev.afina.model.Export;
import dev.afina.model.ExportForm;
import dev.afina.model.ModelEvent;
import dev.afina.model.ScoringModel;
import dev.afina.report.Making;
import dev.afina.report.ModelCard;
import dev.afina.report.ScorecardPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      case Sources.Chat chat -> {
        Forecast forecast = Rated.of(chat.examples(), settings).forecast();
        Minimum minimum = new Minimum(Minimum.CONVERSATIONS, settings.split().training());
        yield forecast.excluded() > 0 ? minimum.warnings(forecast) : List.of();
      }
    };
  }

  /// Runs the steps from `from` to `to`, doing only what has changed; with `force` all of it.
  ///
  /// @throws Refused naming everything that is in the way
  public void run(StepName from, StepName to, boolean force, Consumer<StepEvent> events) {
    if (from.compareTo(to) > 0) throw new Refused(new ProjectProblem.FromAfterTo(from, to));
    try (ProjectLock _ = ProjectLock.take(files)) {
      Digests digests = Digests.of(files);
      StepRunner runner = new StepRunner(files, digests, world.clock(), force, events);
      try {
        for (Step step : steps(digests))
          if (step.name().compareTo(from) >= 0 && step.name().compareTo(to) <= 0) runner.run(step);
      } finally {
        digests.save();
      }
      if (to.compareTo(StepName.TRAIN) >= 0) remindOfSeedModel(to, events);
    }
  }

  /// Runs one step alone, on what the earlier ones left.
  ///
  /// @throws Refused with [ProjectProblem.StepNeeds] if they left too little
  public void step(StepName step, boolean force, Consumer<StepEvent> events) {
    run(step, step, force, events);
  }

  private List<Step> steps(Digests digests) {
    Bases bases = world.bases();
    Workshop workshop = world.workshop();
    return List.of(
        new ExamplesStep(files, settings),
        new PromptsStep(files, settings),
        new SplitStep(files, settings),
        new PrepareStep(files, settings, bases, digests),
        new TrainStep(files, settings, bases, workshop),
        new DeployStep(files, settings, bases, workshop, world.clock()),
        new TestStep(files, settings, bases, workshop),
        new AnalyzeStep(files, settings, world.language(), world.versions()));
  }

  private void remindOfSeedModel(StepName last, Consumer<StepEvent> events) {
    ChosenBase base = Json.read(files.fineTuning(), FineTuning.class).base();
    if (base.seedModel()) events.accept(new StepEvent.SeedModel(last, base.wanted(), List.of()));
  }

  /// What the last run came to; nothing before the first one has ended.
  public Optional<Results> results() {
    if (!Files.exists(files.analysis()) || !Files.exists(files.testResults()))
      return Optional.empty();
    return Optional.of(
        switch (settings.kind()) {
          case INTENTS ->
              new Results.Intents(
                  Json.read(files.testResults(), IntentResults.class),
                  Json.read(files.analysis(), IntentAnalysis.class));
          case CHAT ->
              new Results.Chat(
                  Json.read(files.testResults(), ChatResults.class),
                  Json.read(files.analysis(), ChatAnalysis.class));
        });
  }

  /// The likeliest intent of each text, in their order.
  ///
  /// @param adapter one made elsewhere, in place of what was learned here; it is never unsure,
  ///   because a threshold belongs to the weights it was measured on
  /// @throws Refused if nothing was trained yet, or the adapter is not understood or does not fit
  public List<Prediction> classify(
      List<String> texts, Optional<Path> adapter, Consumer<ModelEvent> events) {
    refuseChat("classify");
    Result result = result(events);
    Classifier own = result.classifier();
    Classifier classifier = adapter.isEmpty() ? own : new Classifier(own.labels(), 0, 0);
    try (ScoringModel model = adapter.map(result::with).orElseGet(result::tuned)) {
      return model
          .score(
              texts.stream().map(text -> SystemPrompt.ask(result.system(), text)).toList(),
              classifier.labels())
          .stream()
          .map(classifier::predict)
          .toList();
    }
  }

  /// Classifies each row of a CSV file: rows, order and columns of the input, and after them
  /// `label`, `probability`, `unsure`, in UTF-8 with commas. Returns the number of rows.
  ///
  /// @throws Refused naming everything that is wrong with the file
  public int classify(Path in, Path out, Optional<Path> adapter, Consumer<ModelEvent> events) {
    refuseChat("classify");
    List<DatasetProblem> findings = new ArrayList<>();
    Optional<CsvTable> read = CsvTable.read(in, findings);
    int column = read.map(Project::textColumn).orElse(-1);
    if (column < 0 && findings.isEmpty())
      read.ifPresent(table ->
          findings.add(
              new DatasetProblem.MissingColumn(
                  table.file(), Columns.TEXT.getFirst(), table.header())));
    Listing.refuseErrors(findings);
    CsvTable table = read.orElseThrow();
    List<Prediction> predictions =
        classify(
            table.rows().stream().map(row -> row.fields().get(column)).toList(), adapter, events);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Prediction said = predictions.get(i);
      List<String> row = new ArrayList<>(table.rows().get(i).fields());
      row.add(said.label());
      row.add(String.format(Locale.ROOT, "%.4f", said.probability()));
      row.add(Boolean.toString(said.unsure()));
      rows.add(row);
    }
    List<String> header = new ArrayList<>(table.header());
    header.addAll(List.of("label", "probability", "unsure"));
    CsvTable.write(out, header, rows);
    return rows.size();
  }

  /// The column with the text; a single column needs no name.
  private static int textColumn(CsvTable table) {
    int named = table.column(Columns.TEXT);
    return named < 0 && table.header().size() == 1 ? 0 : named;
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
    if (!Files.exists(files.preparation())) return settings.base();
    try {
      ChosenBase chosen = Json.read(files.preparation(), Preparation.class).base();
      boolean standsIn = chosen.seedModel() && chosen.wanted().equals(settings.base());
      return standsIn ? chosen.name() : settings.base();
    } catch (Refused damaged) {
      return settings.base(); // Whoever needs the file says what is wrong with it.
    }
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
    out.filter(folder -> !Export.isFree(folder))
        .ifPresent(folder -> {
          throw new Refused(new ProjectProblem.FolderNotEmpty(folder));
        });
    Result result = result(events);
    Path target = out.orElse(files.export(form));
    Export.into(
        target,
        fresh -> {
          result.writeAs(form, fresh);
          SafeFile.write(fresh.resolve("README.md"), card(form, result));
        });
    return target;
  }

  private Making making() {
    return new AnalyzeStep(files, settings, world.language(), world.versions()).making();
  }

  private String card(ExportForm form, Result result) {
    Making making = making();
    boolean tested =
        Files.exists(files.deployment())
            && Files.exists(files.testResults())
            && Json.read(files.deployment(), Deployment.class)
                .plan()
                .equals(result.training().planDigest());
    if (!tested) return ModelCard.markdown(form, making, world.language());
    return switch (settings.kind()) {
      case INTENTS ->
          ModelCard.markdown(
              form, making, Json.read(files.testResults(), IntentResults.class), world.language());
      case CHAT ->
          ModelCard.markdown(
              form, making, Json.read(files.testResults(), ChatResults.class), world.language());
    };
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
    Result result = result(events);
    List<TestCase> cases = CaseFile.read(tests, result.training().plan().labels());
    int heldOut = cases.size() - CaseFile.own(cases).size();
    List<HumanMark> marks = judging.flatMap(Judging::marks).map(HumanMark::read).orElse(List.of());
    Optional<Referee> referee = judging.map(one -> one.referee(this, world, prices, events));
    try (ProjectLock _ = ProjectLock.take(files)) {
      if (!marks.isEmpty())
        referee
            .orElseThrow()
            .measure(marks, judging.flatMap(Judging::marks).orElseThrow(), files.humanMarks());
      Meter meter = new Meter(world.clock(), Tariff.Hourly.of(prices));
      Contest contest = new Contest(files, settings, world.workshop(), result, referee, meter);
      Scorecard card = contest.run(cases, tests, progress);
      Json.write(files.scorecard(), new Evaluated(result.training().planDigest(), heldOut, card));
      SafeFile.write(
          files.scorecardPage(),
          ScorecardPage.html(settings.name(), card, HandIn.sheets(files, card), world.language()));
      return card;
    } finally {
      referee.ifPresent(Referee::close);
    }
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
    if (!testedAsItIs()) throw new Refused(new ProjectProblem.NotTested(files.folder()));
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    Gate tested =
        switch (settings.kind()) {
          case INTENTS -> Gate.of(Json.read(files.testResults(), IntentResults.class));
          case CHAT -> Gate.of(Json.read(files.testResults(), ChatResults.class));
        };
    if (!Files.exists(files.scorecard())) return tested;
    Evaluated evaluated = Json.read(files.scorecard(), Evaluated.class);
    if (!evaluated.model().equals(training.planDigest())) return tested;
    return tested.and(
        evaluated.scorecard().duels().stream()
            .map(Duel::verdict)
            .filter(verdict -> evaluated.heldOut() == 0 || verdict instanceof Verdict.Worse)
            .toList());
  }

  /// Writes the project's report, as a page and as a PDF, of what is stored.
  ///
  /// @throws Refused if the current result was not tested
  public void report() {
    Results results =
        results()
            .filter(_ -> testedAsItIs())
            .orElseThrow(() -> new Refused(new ProjectProblem.NotTested(files.folder())));
    new HandIn(files, results, making(), world.language()).write();
  }

  /// Whether the test's results are there and belong to what was trained last.
  private boolean testedAsItIs() {
    if (!Files.exists(files.testResults()) || !Files.exists(files.fineTuning())) return false;
    Digest trained = Digest.of(files.fineTuning());
    return Stamp.read(files.stamp(StepName.TEST))
        .map(stamp -> stamp.inputs().get(files.name(files.fineTuning())))
        .filter(trained::equals)
        .isPresent();
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
