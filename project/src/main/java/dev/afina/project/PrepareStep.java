package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetNews;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.Severity;
import dev.afina.dataset.check.Finding;
import dev.afina.model.Base;
import dev.afina.tokenizer.ChatTokenizer;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.Fitted;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Teaching;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Step 4: chooses the base and counts what it will read and learn.
record PrepareStep(ProjectFiles files, ProjectSettings project, Bases bases, Digests digests)
    implements Step {
  private static final int TOLD = 2;

  @Override
  public StepName name() {
    return StepName.PREPARE;
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(files.training(), StepName.SPLIT), new Need(files.validation(), StepName.SPLIT));
  }

  @Override
  public List<Path> sources() {
    return files.sources();
  }

  @Override
  public SortedMap<String, String> settings() {
    List<SettingName> names = new ArrayList<>(SettingName.checks());
    names.addAll(
        List.of(SettingName.KIND, SettingName.BASE, SettingName.MAX_TOKENS, SettingName.TOO_LONG));
    TreeMap<String, String> settings = project.of(names);
    if (project.learnsPreferences()) settings.put("pairs", "only");
    // A base of one's own may change under its name; where it lies means nothing to the result.
    BaseChoice.ownPlace(files, project)
        .flatMap(digests::ofContent)
        .ifPresent(digest -> settings.put(SettingName.BASE.dotted, digest.hex()));
    return settings;
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    List<Conversation> training = Json.readLines(files.training(), Conversation.class);
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    // The parts may have been edited since they were divided.
    Listing.refuseErrors(Minimum.training(training.size(), training.size() + validation.size()));
    List<Finding> findings = Sources.read(files, project.kind()).findings(project.thresholds());
    fewOfEach(findings, events);
    BaseChoice.Chosen chosen = new BaseChoice(files, project, bases).choose(fetching(events));
    if (chosen.noted().seedModel())
      events.accept(new StepEvent.SeedModel(name(), chosen.noted().wanted(), chosen.reasons()));
    Preparation made = counted(chosen, training, validation, findings, events);
    outputs.json(files.preparation(), made);
    return new StepOutcome.Prepared(
        made.base().name(),
        made.training().tokens().total() + made.validation().tokens().total(),
        made.training().learned(),
        made.findings().size());
  }

  /// A few of each rule: all are in the summary, and `data check` says them.
  private void fewOfEach(List<Finding> findings, Consumer<StepEvent> events) {
    Map<String, Integer> told = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR) continue;
      if (told.merge(finding.rule(), 1, Integer::sum) <= TOLD) warn(finding.problem(), events);
    }
    int more = told.values().stream().mapToInt(n -> Math.max(0, n - TOLD)).sum();
    if (more > 0) warn(new DatasetNews.MoreFindings(more, files.name(files.preparation())), events);
  }

  private Preparation counted(
      BaseChoice.Chosen chosen,
      List<Conversation> training,
      List<Conversation> validation,
      List<Finding> findings,
      Consumer<StepEvent> events) {
    Base base = chosen.base();
    Teaching teaching = project.recipe(chosen.noted().seedModel()).teaching();
    int limit = Math.min(teaching.maxTokens(), base.architecture().context());
    boolean cut = teaching.tooLong() == Teaching.TooLong.CUT;
    Fitted trained;
    Fitted judged;
    try (Tokenizer tokenizer = base.tokenizer()) {
      ChatTokenizer chats = new ChatTokenizer(tokenizer, base.template());
      Function<Conversation, Example> answers = one -> chats.example(one, 0);
      Fitting fitting = project.learnsPreferences() ? Fitted::ofPairs : Fitted::of;
      trained = fitting.of(training, limit, cut, answers);
      judged = fitting.of(validation, limit, cut, answers);
    }
    List<TrainingProblem> problems = new ArrayList<>();
    problems.addAll(tooLong(files.training(), trained, limit));
    problems.addAll(tooLong(files.validation(), judged, limit));
    if (!problems.isEmpty()) throw new Refused(problems);
    shortened(files.training(), trained, limit, events);
    shortened(files.validation(), judged, limit, events);
    return new Preparation(
        project.kind(),
        chosen.noted(),
        part(trained),
        part(judged),
        new Preparation.Minimums(Minimum.PER_INTENT, Minimum.CONVERSATIONS, limit),
        findings.stream()
            .map(finding ->
                new Preparation.Noted(
                    finding.severity(), finding.file(), finding.line(), finding.rule()))
            .toList());
  }

  private interface Fitting {
    Fitted of(
        List<Conversation> all, int limit, boolean cut, Function<Conversation, Example> examples);
  }

  private List<TrainingProblem> tooLong(Path file, Fitted part, int limit) {
    return part.tooLong().stream()
        .<TrainingProblem>map(
            one -> new TrainingProblem.TooLong(files.name(file), one.line(), one.tokens(), limit))
        .toList();
  }

  private void shortened(Path file, Fitted part, int limit, Consumer<StepEvent> events) {
    if (part.shortened() == 0) return;
    warn(new TrainingProblem.Shortened(files.name(file), part.shortened(), limit), events);
  }

  private static Preparation.Part part(Fitted part) {
    IntSummaryStatistics tokens = new IntSummaryStatistics();
    for (Example example : part.examples()) tokens.accept(example.ids().length);
    boolean none = part.examples().isEmpty();
    double mean = Math.round(tokens.getAverage() * 10) / 10.0;
    return new Preparation.Part(
        part.examples().size(),
        new Preparation.Tokens(
            tokens.getSum(), none ? 0 : tokens.getMin(), mean, none ? 0 : tokens.getMax()),
        part.learned(),
        part.shortened());
  }
}
