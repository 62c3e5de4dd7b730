package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Fact;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.cost.MachineHour;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scoring;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Grader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The current result, its base with and without instructions and with a few examples, a linear
/// model and the earlier rounds answer the same cases. Each answer is kept when it is graded, in
/// `results/evaluation/`; who was interrupted goes on behind it.
///
/// @param referee who judges what no rule can grade
/// @param hour what this machine costs, if anybody said so
record Contest(
    ProjectFiles files,
    ProjectSettings project,
    World world,
    Result result,
    Optional<Referee> referee,
    Optional<MachineHour> hour) {

  private static final int BATCH = 20;

  /// @param source of the cases
  /// @param progress who answers, and how many cases are done
  Scorecard run(List<TestCase> all, Path source, BiConsumer<Contestant, Integer> progress) {
    List<TestCase> cases = all.stream().filter(this::canBeAsked).toList();
    refuseUnanswerable(cases);
    Digest tests = Digest.of(source);
    if (project.kind() == Kind.CHAT) referee.ifPresent(one -> one.border().cases(source, cases));
    List<Scoring.Answers> answers = new ArrayList<>();
    StringBuilder asked = new StringBuilder();
    for (Entrants.Entrant entrant : new Entrants(files, project, world.workshop(), result).all()) {
      Path file = entrant.file(files);
      ItemStore store = ItemStore.open(file, new ItemStore.Frozen(tests, decides(entrant)));
      if (store.done() < cases.size()) answer(entrant, store, cases, progress);
      if (project.kind() == Kind.CHAT) new CostChecks(cases, hour).grade(store);
      answers.add(new Scoring.Answers(entrant.who(), entrant.name(), file));
      if (answers.size() <= 2) asked.append(decides(entrant).hex());
    }
    Scorecard card =
        Scoring.of(answers.getFirst(), answers.subList(1, answers.size()), project.seed());
    ItemStore.Frozen both = new ItemStore.Frozen(tests, Digest.of(asked.toString()));
    return card.with(
        referee.map(one -> one.report(preferences(one, cases, answers, both), judged(answers))),
        hour);
  }

  /// Where a judge's work is stored.
  private List<Path> judged(List<Scoring.Answers> answers) {
    return Stream.concat(
            answers.stream().map(Scoring.Answers::file),
            Stream.of(files.humanMarks(), files.preferences()))
        .toList();
  }

  /// A judge's marks are part of the answers as they are stored.
  private Digest decides(Entrants.Entrant entrant) {
    return referee
        .map(one -> Digest.of(entrant.digest().hex() + one.decides().hex()))
        .orElse(entrant.digest());
  }

  /// Of the tuned model and its base, who are the first two; intents leave nothing to prefer.
  private Optional<JudgeReport.Preferences> preferences(
      Referee one, List<TestCase> cases, List<Scoring.Answers> answers, ItemStore.Frozen both) {
    return switch (project.kind()) {
      case INTENTS -> Optional.empty();
      case CHAT ->
          Optional.of(
              one.prefer(
                  cases, answers.get(0).file(), answers.get(1).file(), both, files.preferences()));
    };
  }

  private boolean canBeAsked(TestCase one) {
    return switch (project.kind()) {
      case INTENTS -> one.expected().isPresent();
      case CHAT -> one.canBeGraded(Talking.isJudged(referee)) && one.expected().isEmpty();
    };
  }

  private void refuseUnanswerable(List<TestCase> cases) {
    List<Fact> problems = new ArrayList<>();
    if (cases.isEmpty()) problems.add(new EvaluationProblem.NoCases());
    for (int i = 0; i < cases.size() && referee.isEmpty(); i++)
      for (Grader grader : cases.get(i).demands().graders())
        if (grader instanceof Grader.Criterion(var question))
          problems.add(new EvaluationProblem.NoJudge(i + 1, question));
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  private void answer(
      Entrants.Entrant entrant,
      ItemStore store,
      List<TestCase> cases,
      BiConsumer<Contestant, Integer> progress) {
    try (Answerer answerer = entrant.open().get()) {
      Questioning questioning = questioning(entrant, answerer);
      while (store.done() < cases.size()) {
        progress.accept(entrant.who(), store.done());
        int from = store.done();
        store.append(
            questioning.of(cases.subList(from, Math.min(cases.size(), from + BATCH)), from));
      }
    }
  }

  private Questioning questioning(Entrants.Entrant entrant, Answerer answerer) {
    Meter meter = new Meter(world.clock());
    return switch (project.kind()) {
      case INTENTS ->
          Sorting.calibrated(
              entrant,
              answerer,
              result.training().plan().labels(),
              Json.readLines(files.validation(), Conversation.class),
              meter);
      case CHAT -> new Talking(entrant, answerer, referee, entrant.file(files), meter);
    };
  }
}
