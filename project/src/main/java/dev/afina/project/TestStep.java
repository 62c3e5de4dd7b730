package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.Listing;
import dev.afina.dataset.TestRow;
import dev.afina.dataset.TestsFormat;
import dev.afina.evaluation.Basis;
import dev.afina.evaluation.Case;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatCase;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.ChatTest;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.IntentTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Step 7: the tuned model and those it must beat answer the test cases; without a tests file, the
/// validation part.
record TestStep(ProjectFiles files, ProjectSettings project, Bases bases, Workshop workshop)
    implements Step {

  @Override
  public StepName name() {
    return StepName.TEST;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public SequencedMap<Path, StepName> needs() {
    SequencedMap<Path, StepName> needs = new LinkedHashMap<>();
    needs.put(files.training(), StepName.SPLIT);
    needs.put(files.validation(), StepName.SPLIT);
    needs.put(files.fineTuning(), StepName.TRAIN);
    needs.put(files.deployment(), StepName.DEPLOY);
    return needs;
  }

  @Override
  public List<Path> sources() {
    return List.of(files.tests());
  }

  @Override
  public SortedMap<String, String> settings() {
    return project.of(List.of(SettingName.KIND, SettingName.SEED));
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Result result =
        Result.current(
            files,
            project,
            bases,
            workshop,
            news -> events.accept(new StepEvent.Fetching(name(), news)));
    List<Conversation> training = Json.readLines(files.training(), Conversation.class);
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    Basis basis =
        new Basis(
            !Files.exists(files.tests()),
            result.training().base().seedModel(),
            training.size(),
            validation.size());
    return switch (project.kind()) {
      case INTENTS -> {
        IntentResults judged = intents(result, training, validation, basis);
        outputs.json(files.testResults(), judged);
        yield tested(basis, judged.cases().size(), judged.model().fresh().total());
      }
      case CHAT -> {
        ChatResults judged = chat(result, validation, basis);
        outputs.json(files.testResults(), judged);
        long fresh = judged.cases().stream().filter(one -> one.kind() == CaseKind.NEW).count();
        yield tested(basis, judged.cases().size(), (int) fresh);
      }
    };
  }

  private static StepOutcome tested(Basis basis, int cases, int fresh) {
    return basis.onValidation()
        ? new StepOutcome.TestedOnValidation(cases)
        : new StepOutcome.Tested(cases, fresh);
  }

  private IntentResults intents(
      Result result, List<Conversation> training, List<Conversation> validation, Basis basis) {
    List<String> labels = result.training().plan().labels();
    List<Case> cases =
        basis.onValidation()
            ? labelled(validation).stream()
                .map(one -> Case.of(one.text(), one.label(), CaseKind.NEW))
                .toList()
            : tests(labels).stream().map(TestStep::intentCase).toList();
    return new IntentTest(labels, labelled(training), labelled(validation), cases, basis)
        .judge(
            text -> SystemPrompt.ask(result.system(), text),
            result::tuned,
            result::untrained,
            project.seed());
  }

  private ChatResults chat(Result result, List<Conversation> validation, Basis basis) {
    List<ChatCase> cases =
        basis.onValidation()
            ? ChatTest.casesOf(validation)
            : tests(List.of()).stream().map(TestStep::chatCase).toList();
    return new ChatTest(
            result.system(), validation, cases, basis, DeployStep.LONGEST_ANSWER, project.seed())
        .judge(result::tuned, result::untrained);
  }

  /// Read again: the examples may have been edited since the tests were compared with them.
  private List<TestRow> tests(List<String> labels) {
    Listing<TestRow> tests =
        switch (project.kind()) {
          case INTENTS -> TestsFormat.intents(files.tests());
          case CHAT -> TestsFormat.chat(files.tests());
        };
    List<DatasetProblem> findings = new ArrayList<>(tests.findings());
    findings.addAll(TestsFormat.faults(tests.items(), labels, List.of()));
    Listing.refuseErrors(findings);
    return tests.values();
  }

  private static List<Labelled> labelled(List<Conversation> conversations) {
    return conversations.stream()
        .map(one -> new Labelled(one.question().getLast().content(), one.answer()))
        .toList();
  }

  private static Case intentCase(TestRow row) {
    Expected expected =
        row.expected().isEmpty()
            ? new Expected.None()
            : new Expected.OneOf(new TreeSet<>(row.expected()));
    return new Case(row.text(), expected, kind(row));
  }

  private static ChatCase chatCase(TestRow row) {
    return new ChatCase(
        List.of(Message.user(row.text())), row.expected().getFirst(), kind(row), row.facts());
  }

  private static CaseKind kind(TestRow row) {
    return CaseKind.valueOf(row.kind().toUpperCase(Locale.ROOT));
  }
}
