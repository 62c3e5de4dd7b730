package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.dataset.Labelled;
import dev.afina.evaluation.Basis;
import dev.afina.evaluation.Case;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatCase;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.ChatTest;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.IntentTest;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
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
    return 3;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(files.training(), StepName.SPLIT),
        new Need(files.validation(), StepName.SPLIT),
        new Need(files.fineTuning(), StepName.TRAIN),
        new Need(files.deployment(), StepName.DEPLOY));
  }

  @Override
  public List<Path> sources() {
    return List.of(files.tests(), files.testCases());
  }

  @Override
  public SortedMap<String, String> settings() {
    return project.of(List.of(SettingName.KIND, SettingName.SEED));
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Result result = Result.current(files, project, bases, workshop, fetching(events));
    List<Conversation> training = Json.readLines(files.training(), Conversation.class);
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    TestCases cases = TestCases.in(files, project.kind(), result.training().plan().labels());
    cases.learned(training).forEach(known -> warn(known, events));
    Basis basis =
        new Basis(
            !cases.exist(),
            result.training().base().seedModel(),
            training.size(),
            validation.size());
    return switch (project.kind()) {
      case INTENTS -> {
        IntentResults judged = intents(result, training, validation, cases, basis);
        outputs.json(files.testResults(), judged);
        yield tested(basis, judged.cases().size(), judged.model().fresh().total());
      }
      case CHAT -> {
        ChatResults judged = chat(result, validation, cases, basis);
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
      Result result,
      List<Conversation> training,
      List<Conversation> validation,
      TestCases tests,
      Basis basis) {
    List<Case> cases =
        basis.onValidation()
            ? labelled(validation).stream()
                .map(one -> Case.of(one.text(), one.label(), CaseKind.NEW))
                .toList()
            : tests.intents();
    return new IntentTest(
            result.training().plan().labels(),
            labelled(training),
            labelled(validation),
            cases,
            basis)
        .judge(
            text -> SystemPrompt.ask(result.system(), text),
            result::tuned,
            result::untrained,
            project.seed());
  }

  private ChatResults chat(
      Result result, List<Conversation> validation, TestCases tests, Basis basis) {
    List<ChatCase> cases = basis.onValidation() ? ChatTest.casesOf(validation) : tests.chat();
    return new ChatTest(
            result.system(), validation, cases, basis, DeployStep.LONGEST_ANSWER, project.seed())
        .judge(result::tuned, result::untrained);
  }

  private static List<Labelled> labelled(List<Conversation> conversations) {
    return conversations.stream()
        .map(one -> new Labelled(one.question().getLast().content(), one.answer()))
        .toList();
  }
}
