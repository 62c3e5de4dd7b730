package dev.afina.project;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Fact;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.cost.MachineHour;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.RequiredFacts;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scoring;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Grader;
import dev.afina.evaluation.grading.Judge;
import dev.afina.evaluation.grading.Mark;
import dev.afina.evaluation.grading.Said;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel.Likelihood;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
      case CHAT -> one.canBeGraded(isJudged()) && one.expected().isEmpty();
    };
  }

  private boolean isJudged() {
    return referee.map(Referee::isTrusted).orElse(true);
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
      Optional<Classifier> classifier =
          switch (project.kind()) {
            case INTENTS -> Optional.of(classifier(entrant, answerer));
            case CHAT -> Optional.empty();
          };
      while (store.done() < cases.size()) {
        progress.accept(entrant.who(), store.done());
        int from = store.done();
        List<TestCase> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
        store.append(
            classifier
                .map(labels -> classified(entrant, answerer, labels, batch, from))
                .orElseGet(() -> replied(entrant, answerer, batch, from)));
      }
    }
  }

  private Classifier classifier(Entrants.Entrant entrant, Answerer answerer) {
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    return Classifier.calibrate(
        labels(),
        answerer.scores(
            validation.stream()
                .map(one -> asked(entrant, Entrants.unprompted(one.question())))
                .toList()),
        validation.stream().map(Conversation::answer).toList());
  }

  private List<Item> classified(
      Entrants.Entrant entrant,
      Answerer answerer,
      Classifier classifier,
      List<TestCase> batch,
      int from) {
    Meter meter = new Meter(world.clock());
    Instant start = meter.now();
    List<double[]> scores =
        answerer.scores(
            batch.stream().map(one -> asked(entrant, List.of(Message.user(one.text())))).toList());
    double seconds = meter.seconds(start) / batch.size();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      TestCase one = batch.get(i);
      items.add(
          Graded.sentence(
              asked(one, from + i + 1),
              one.expected().orElseThrow(),
              classifier.predict(scores.get(i)),
              Map.of(AnswerSheet.SECONDS, six(seconds))));
    }
    return items;
  }

  private List<Item> replied(
      Entrants.Entrant entrant, Answerer answerer, List<TestCase> batch, int from) {
    Meter meter = new Meter(world.clock());
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      TestCase one = batch.get(i);
      int number = from + i + 1;
      List<Message> question = asked(entrant, one.question());
      Instant start = meter.now();
      Reply reply = answerer.reply(question);
      double seconds = meter.seconds(start);
      Optional<Likelihood> reference =
          one.reference().isEmpty()
              ? Optional.empty()
              : Optional.of(answerer.likelihood(answered(question, one.reference())));
      Said said = new Said(reply.text(), reply.tokens(), seconds, Optional.empty(), reference);
      Map<String, Double> marks = new TreeMap<>(Map.of(AnswerSheet.SECONDS, six(seconds)));
      List<String> failed = new ArrayList<>();
      RequiredFacts.missing(reply.text(), one.demands().facts())
          .forEach(fact -> failed.add("contains: " + fact));
      for (Grader grader : graders(one)) {
        boolean needsJudge = grader instanceof Grader.Criterion;
        if (needsJudge)
          referee.ifPresent(
              judge -> judge.border().answer(entrant.file(files), number, reply.text()));
        Optional<Mark> mark =
            grader.grade(one.asked(), said, needsJudge ? judge() : Optional.empty());
        mark.ifPresent(made -> marks.put(made.grader(), made.value()));
        boolean counts = isJudged() || !needsJudge;
        if (counts && mark.isPresent() && !mark.get().passed()) failed.add(grader.notation());
      }
      referee.ifPresent(judge -> marks.putAll(judge.spent()));
      items.add(Graded.item(asked(one, number), reply.text(), marks, failed));
    }
    return items;
  }

  private Optional<Judge> judge() {
    return referee.map(Referee::judge);
  }

  private static List<Grader> graders(TestCase one) {
    List<Grader> all = new ArrayList<>(one.demands().graders());
    for (String text : one.demands().mustNot()) all.add(new Grader.Contains(text, false));
    return all;
  }

  private static Graded.Asked asked(TestCase one, int number) {
    TestCase.Place place = one.place();
    String group = place.group().isEmpty() ? "#" + number : place.group();
    return new Graded.Asked(number, group, place.kind(), place.tags(), one.text());
  }

  private List<String> labels() {
    return result.training().plan().labels();
  }

  private static List<Message> asked(Entrants.Entrant entrant, List<Message> question) {
    List<Message> all = new ArrayList<>(entrant.prompt());
    all.addAll(question);
    return all;
  }

  private static Conversation answered(List<Message> question, String answer) {
    List<Message> all = new ArrayList<>(question);
    all.add(Message.assistant(answer));
    return new Conversation(all);
  }
}
