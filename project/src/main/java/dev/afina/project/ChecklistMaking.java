package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.dataset.Normal;
import dev.afina.dataset.check.Thresholds;
import dev.afina.dataset.measure.Register;
import dev.afina.evaluation.Basis;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.Checklist.Line;
import dev.afina.evaluation.Checklist.Phase;
import dev.afina.evaluation.Checklist.Point;
import dev.afina.evaluation.Checklist.State;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.Grade;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.KindScore;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Fills in the checklist of a project that was trained and tested, from its files.
record ChecklistMaking(ProjectFiles files, ProjectSettings project) {
  /// Of what belongs to nothing, the share that should be rejected.
  private static final double REJECTED = 0.8;

  Checklist checklist() {
    List<Line> lines = new ArrayList<>();
    Preparation preparation = Json.read(files.preparation(), Preparation.class);
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    before(lines, preparation, training.base());
    during(lines, training);
    Deployment.Answered example = Json.read(files.deployment(), Deployment.class).example();
    String question = example.question().getLast().content();
    lines.add(Line.of(Phase.AFTER, true, new Point.Answers(question, example.answer())));
    switch (project.kind()) {
      case INTENTS -> after(lines, Json.read(files.testResults(), IntentResults.class));
      case CHAT -> after(lines, Json.read(files.testResults(), ChatResults.class));
    }
    return new Checklist(lines);
  }

  private void before(List<Line> lines, Preparation preparation, ChosenBase base) {
    List<Conversation> all = new ArrayList<>(Json.readLines(files.training(), Conversation.class));
    all.addAll(Json.readLines(files.validation(), Conversation.class));
    int n = all.size();
    Thresholds wanted = project.thresholds();
    before(lines, n >= wanted.examples(), new Point.EnoughExamples(n, wanted.examples()));
    switch (project.kind()) {
      case INTENTS -> intents(lines, all, preparation.minimums().perIntent());
      case CHAT -> answers(lines, all, wanted);
    }
    double different =
        (double) all.stream().map(one -> Normal.of(Sources.asked(one))).distinct().count() / n;
    before(
        lines, different >= wanted.distinct(), new Point.Different(different, wanted.distinct()));
    int findings = preparation.findings().size();
    before(lines, findings == 0, new Point.NoFindings(findings));
    before(
        lines,
        true,
        new Point.Divided(
            preparation.training().conversations(), preparation.validation().conversations()));
    before(lines, !base.seedModel(), new Point.RealBase(base.name(), base.licence()));
    lines.add(new Line(Phase.BEFORE, State.UNKNOWN, new Point.Consent()));
  }

  private static void intents(List<Line> lines, List<Conversation> all, int needed) {
    Map<String, Long> counts =
        all.stream()
            .map(Conversation::answer)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    int fewest = counts.values().stream().mapToInt(Long::intValue).min().orElse(0);
    before(lines, fewest >= needed, new Point.EveryIntent(counts.size(), fewest, needed));
  }

  private static void answers(List<Line> lines, List<Conversation> all, Thresholds wanted) {
    double characters = all.stream().mapToInt(one -> one.answer().length()).average().orElse(0);
    before(
        lines,
        characters >= wanted.answer(),
        new Point.AnswersLong(characters, (int) Math.ceil(wanted.answer())));
    Map<Register, Long> tones =
        all.stream()
            .map(one -> Register.of(one.answer()))
            .filter(tone -> tone != Register.UNDECIDED)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long told = tones.values().stream().mapToLong(Long::longValue).sum();
    if (told == 0) return;
    long most = tones.values().stream().mapToLong(Long::longValue).max().orElse(0);
    double consistency = (double) most / told;
    before(lines, consistency >= wanted.tone(), new Point.OneTone(consistency, wanted.tone()));
  }

  private static void during(List<Line> lines, FineTuning training) {
    double first = training.epochs().getFirst().loss();
    double last = training.epochs().getLast().loss();
    int epochs = training.epochs().size();
    lines.add(Line.of(Phase.DURING, last < first, new Point.LossFell(first, last)));
    lines.add(Line.of(Phase.DURING, true, new Point.ValidationWatched(epochs)));
    lines.add(Line.of(Phase.DURING, true, new Point.EpochChosen(training.bestEpoch(), epochs)));
  }

  private static void after(List<Line> lines, IntentResults results) {
    tested(lines, results.basis(), results.model().fresh(), results.kinds());
    Score outside = results.outside();
    if (outside.total() > 0)
      after(
          lines,
          outside.accuracy() >= REJECTED,
          new Point.OutsideRejected(outside.correct(), outside.total()));
    Verdict base = results.telling().untrained();
    Verdict linear = results.telling().linear();
    after(lines, base instanceof Verdict.Better, new Point.BetterThanBase(base));
    after(lines, linear instanceof Verdict.Better, new Point.BetterThanLinear(linear));
    gate(lines, Gate.of(results));
    read(lines, results.model().total() - results.model().correct());
  }

  private static void after(List<Line> lines, ChatResults results) {
    tested(lines, results.basis(), results.model().fresh(), results.kinds());
    boolean better = results.surprise() instanceof Verdict.LessSurprised;
    after(lines, better, new Point.BetterThanBase(results.surprise()));
    gate(lines, Gate.of(results));
    Score complete = results.model().complete();
    read(lines, complete.total() - complete.correct());
  }

  private static void tested(List<Line> lines, Basis basis, Score fresh, List<KindScore> kinds) {
    int cases = basis.onValidation() ? 0 : fresh.total();
    after(lines, cases >= Grade.ENOUGH, new Point.TestedOnNew(cases, Grade.ENOUGH));
    int edge =
        kinds.stream()
            .filter(kind -> kind.kind() == CaseKind.EDGE)
            .mapToInt(kind -> kind.score().total())
            .sum();
    after(lines, edge > 0, new Point.EdgeCases(edge));
  }

  private static void gate(List<Line> lines, Gate gate) {
    after(lines, gate instanceof Gate.Passed, new Point.GatePassed(gate));
  }

  /// Whether somebody read the wrong answers only that somebody knows; where none is wrong, nobody
  /// needs to.
  private static void read(List<Line> lines, int errors) {
    State state = errors == 0 ? State.DONE : State.UNKNOWN;
    lines.add(new Line(Phase.AFTER, state, new Point.ErrorsRead(errors)));
  }

  private static void before(List<Line> lines, boolean done, Point point) {
    lines.add(Line.of(Phase.BEFORE, done, point));
  }

  private static void after(List<Line> lines, boolean done, Point point) {
    lines.add(Line.of(Phase.AFTER, done, point));
  }
}
