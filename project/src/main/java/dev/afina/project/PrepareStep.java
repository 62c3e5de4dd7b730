package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.Checks;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Severity;
import dev.afina.model.Base;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Step 4: chooses the base and counts what it will read and learn.
record PrepareStep(ProjectFiles files, ProjectSettings project, Bases bases, Digests digests)
    implements Step {

  @Override
  public StepName name() {
    return StepName.PREPARE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SequencedMap<Path, StepName> needs() {
    SequencedMap<Path, StepName> needs = new LinkedHashMap<>();
    needs.put(files.training(), StepName.SPLIT);
    needs.put(files.validation(), StepName.SPLIT);
    return needs;
  }

  @Override
  public List<Path> sources() {
    return List.of(files.sentences(), files.jsonLines(), files.corrections(), files.tests());
  }

  @Override
  public SortedMap<String, String> settings() {
    TreeMap<String, String> settings =
        project.of(List.of(SettingName.KIND, SettingName.BASE, SettingName.MAX_TOKENS));
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
    Listing.refuseErrors(Checks.training(training.size(), training.size() + validation.size()));
    List<DatasetProblem> findings = Sources.read(files, project.kind()).findings();
    for (DatasetProblem finding : findings)
      if (finding.severity() == Severity.WARNING)
        events.accept(new StepEvent.Warning(name(), finding));
    BaseChoice.Chosen chosen =
        new BaseChoice(files, project, bases)
            .choose(news -> events.accept(new StepEvent.Fetching(name(), news)));
    if (chosen.noted().seedModel())
      events.accept(new StepEvent.SeedModel(name(), chosen.noted().wanted(), chosen.reasons()));
    Preparation made = counted(chosen, training, validation, findings);
    outputs.json(files.preparation(), made);
    return new StepOutcome.Prepared(
        made.base().name(),
        made.training().tokens().total() + made.validation().tokens().total(),
        made.training().learned(),
        made.findings().size());
  }

  private Preparation counted(
      BaseChoice.Chosen chosen,
      List<Conversation> training,
      List<Conversation> validation,
      List<DatasetProblem> findings) {
    int limit = project.recipe(chosen.noted().seedModel()).maxTokens();
    Base base = chosen.base();
    ChatTemplate template = base.template();
    List<TrainingProblem> problems = new ArrayList<>();
    Preparation.Part trained;
    Preparation.Part judged;
    try (Tokenizer tokenizer = base.tokenizer()) {
      trained = part(files.training(), examples(training, tokenizer, template), limit, problems);
      judged = part(files.validation(), examples(validation, tokenizer, template), limit, problems);
    }
    if (!problems.isEmpty()) throw new Refused(problems);
    return new Preparation(
        project.kind(),
        chosen.noted(),
        trained,
        judged,
        new Preparation.Minimums(Checks.PER_INTENT, Checks.CONVERSATIONS, limit),
        findings.stream()
            .map(finding -> new Preparation.Noted(finding.severity(), finding))
            .toList());
  }

  private static List<Example> examples(
      List<Conversation> conversations, Tokenizer tokenizer, ChatTemplate template) {
    return conversations.stream().map(one -> Example.of(one, tokenizer, template)).toList();
  }

  private Preparation.Part part(
      Path file, List<Example> examples, int limit, List<TrainingProblem> problems) {
    IntSummaryStatistics tokens = new IntSummaryStatistics();
    long learned = 0;
    for (int i = 0; i < examples.size(); i++) {
      int length = examples.get(i).ids().length;
      tokens.accept(length);
      learned += examples.get(i).learnedTokens();
      if (length > limit)
        problems.add(new TrainingProblem.TooLong(files.name(file), i + 1, length, limit));
    }
    boolean none = examples.isEmpty();
    double mean = Math.round(tokens.getAverage() * 10) / 10.0;
    return new Preparation.Part(
        examples.size(),
        new Preparation.Tokens(
            tokens.getSum(), none ? 0 : tokens.getMin(), mean, none ? 0 : tokens.getMax()),
        learned);
  }
}
