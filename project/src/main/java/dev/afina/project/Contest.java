package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Fact;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.Labelled;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.LinearModel;
import dev.afina.evaluation.RequiredFacts;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scoring;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Grader;
import dev.afina.evaluation.grading.Mark;
import dev.afina.evaluation.grading.Said;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel;
import dev.afina.model.ScoringModel.Likelihood;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The current result, its base with and without instructions and with a few examples, a linear
/// model and the earlier rounds answer the same cases. Each answer is kept when it is graded, in
/// `results/evaluation/`; who was interrupted goes on behind it.
record Contest(
    ProjectFiles files, ProjectSettings project, Workshop workshop, Result result, Clock clock) {

  private static final int BATCH = 20;
  private static final int SHOTS_PER_LABEL = 1;
  private static final int SHOTS = 3;

  /// What tells how long an answer took.
  record Clock(InstantSource source) {
    double seconds(Instant since) {
      return Duration.between(since, source.instant()).toNanos() / 1e9;
    }
  }

  /// Who answers, and what decides its answers.
  ///
  /// @param name which one, where there are several of a kind
  /// @param prompt what is said before each question
  private record Entrant(
      Contestant who, String name, Digest digest, List<Message> prompt, Supplier<Answerer> open) {

    Path file(ProjectFiles files) {
      String word = who.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      return files.evaluation().resolve((name.isEmpty() ? word : word + "-" + name) + ".jsonl");
    }
  }

  /// @param tests digest of the test file
  /// @param progress who answers, and how many cases are done
  Scorecard run(List<TestCase> all, Digest tests, BiConsumer<Contestant, Integer> progress) {
    List<TestCase> cases = all.stream().filter(this::canBeAsked).toList();
    refuseUnanswerable(cases);
    List<Scoring.Answers> answers = new ArrayList<>();
    for (Entrant entrant : entrants()) {
      Path file = entrant.file(files);
      ItemStore store = ItemStore.open(file, new ItemStore.Frozen(tests, entrant.digest()));
      if (store.done() < cases.size()) answer(entrant, store, cases, progress);
      answers.add(new Scoring.Answers(entrant.who(), entrant.name(), file));
    }
    return Scoring.of(answers.getFirst(), answers.subList(1, answers.size()), project.seed());
  }

  private boolean canBeAsked(TestCase one) {
    return switch (project.kind()) {
      case INTENTS -> one.expected().isPresent();
      case CHAT -> one.canBeGraded() && one.expected().isEmpty();
    };
  }

  private static void refuseUnanswerable(List<TestCase> cases) {
    List<Fact> problems = new ArrayList<>();
    if (cases.isEmpty()) problems.add(new EvaluationProblem.NoCases());
    for (int i = 0; i < cases.size(); i++)
      for (Grader grader : cases.get(i).demands().graders())
        if (grader instanceof Grader.Criterion(var question))
          problems.add(new EvaluationProblem.NoJudge(i + 1, question));
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  private void answer(
      Entrant entrant,
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

  private Classifier classifier(Entrant entrant, Answerer answerer) {
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    return Classifier.calibrate(
        labels(),
        answerer.scores(
            validation.stream().map(one -> asked(entrant, unprompted(one.question()))).toList()),
        validation.stream().map(Conversation::answer).toList());
  }

  private List<Item> classified(
      Entrant entrant, Answerer answerer, Classifier classifier, List<TestCase> batch, int from) {
    List<double[]> scores =
        answerer.scores(
            batch.stream().map(one -> asked(entrant, List.of(Message.user(one.text())))).toList());
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      TestCase one = batch.get(i);
      items.add(
          Graded.sentence(
              asked(one, from + i + 1),
              one.expected().orElseThrow(),
              classifier.predict(scores.get(i))));
    }
    return items;
  }

  private List<Item> replied(Entrant entrant, Answerer answerer, List<TestCase> batch, int from) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      TestCase one = batch.get(i);
      List<Message> question = asked(entrant, one.question());
      Instant start = clock.source().instant();
      Reply reply = answerer.reply(question);
      double seconds = clock.seconds(start);
      Optional<Likelihood> reference =
          one.reference().isEmpty()
              ? Optional.empty()
              : Optional.of(answerer.likelihood(answered(question, one.reference())));
      Said said = new Said(reply.text(), reply.tokens(), seconds, 0, reference);
      Map<String, Double> marks = new TreeMap<>();
      List<String> failed = new ArrayList<>();
      RequiredFacts.missing(reply.text(), one.demands().facts())
          .forEach(fact -> failed.add("contains: " + fact));
      for (Grader grader : graders(one)) {
        Optional<Mark> mark = grader.grade(one.asked(), said, Optional.empty());
        mark.ifPresent(made -> marks.put(made.grader(), made.value()));
        if (mark.isPresent() && !mark.get().passed()) failed.add(grader.notation());
      }
      items.add(Graded.item(asked(one, from + i + 1), reply.text(), marks, failed));
    }
    return items;
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

  private List<Entrant> entrants() {
    FineTuning training = result.training();
    List<Message> system = system(result.system());
    List<Entrant> all = new ArrayList<>();
    all.add(asked(Contestant.MODEL, "", training.planDigest().toString(), system, result::tuned));
    String base = Json.line(training.base());
    all.add(asked(Contestant.UNTRAINED, "", base, system, result::untrained));
    all.add(asked(Contestant.BARE, "", base, List.of(), result::untrained));
    all.add(asked(Contestant.FEW_SHOT, "", base, shots(system), result::untrained));
    if (project.kind() == Kind.INTENTS) all.add(linear());
    for (Path model : earlier())
      KeptModel.read(model)
          .filter(one -> one.plan().labels().equals(training.plan().labels()))
          .filter(one -> Json.line(one.base()).equals(base))
          .ifPresent(one ->
              all.add(
                  asked(
                      Contestant.EARLIER,
                      one.planDigest().brief(),
                      one.planDigest().toString(),
                      system(one.plan().system()),
                      () -> workshop.open(result.base().place(), model, one.plan().numerics()))));
    return all;
  }

  private Entrant asked(
      Contestant who,
      String name,
      String weights,
      List<Message> prompt,
      Supplier<? extends ScoringModel> open) {
    return new Entrant(
        who,
        name,
        Digest.of(weights + Json.line(prompt) + Digest.of(files.validation())),
        prompt,
        () -> new Answerer.Language(open.get(), labels()));
  }

  private Entrant linear() {
    Digest digest =
        Digest.of("linear" + Digest.of(files.training()) + Digest.of(files.validation()));
    return new Entrant(Contestant.LINEAR, "", digest, List.of(), () -> new Answerer.Linear(trained()));
  }

  private LinearModel trained() {
    List<Labelled> sentences =
        Json.readLines(files.training(), Conversation.class).stream()
            .map(one -> new Labelled(one.question().getLast().content(), one.answer()))
            .toList();
    return LinearModel.train(sentences, labels(), project.seed());
  }

  /// All other results in `models/`, in the order of their names.
  private List<Path> earlier() {
    return files.models().stream()
        .filter(model -> !model.equals(files.named(result.training().model())))
        .toList();
  }

  /// The system prompt, and a few of the training part as if they had been asked and answered: one
  /// of each intent, or three conversations.
  private List<Message> shots(List<Message> system) {
    Map<String, Integer> taken = new LinkedHashMap<>();
    List<Message> prompt = new ArrayList<>(system);
    int shots = 0;
    for (Conversation one : Json.readLines(files.training(), Conversation.class)) {
      boolean wanted =
          switch (project.kind()) {
            case INTENTS -> taken.merge(one.answer(), 1, Integer::sum) <= SHOTS_PER_LABEL;
            case CHAT -> shots < SHOTS;
          };
      if (!wanted) continue;
      shots++;
      prompt.addAll(unprompted(one.question()));
      prompt.add(Message.assistant(one.answer()));
    }
    return prompt;
  }

  private List<String> labels() {
    return result.training().plan().labels();
  }

  private static List<Message> system(String text) {
    return text.isBlank() ? List.of() : List.of(Message.system(text));
  }

  private static List<Message> unprompted(List<Message> question) {
    return question.stream().filter(m -> m.role() != dev.afina.core.Role.SYSTEM).toList();
  }

  private static List<Message> asked(Entrant entrant, List<Message> question) {
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
