package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.cost.MachineHour;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.comparing.CaseFile;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.TestCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
  private static final PriceFile PRICES = PriceFile.own();

  @TempDir Path temporary;
  private final List<Contestant> asked = new ArrayList<>();

  @Test
  void testsAreMadeOfTheHeldOutPartAndOfWhatCustomersType() {
    TestFolder folder = shop();
    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);
    Path file = folder.path.resolve("tests.yaml");

    int cases = folder.open().makeTests(file);

    List<TestCase> made = CaseFile.read(file, folder.open().labels());
    assertThat(made).hasSize(cases);
    assertThat(made)
        .flatExtracting(one -> one.place().tags())
        .contains("held-out", "typo", "capitals", "name", "injection", "out-of-scope");
  }

  @Test
  void everybodyAnswersTheSameCasesOnce() throws Exception {
    TestFolder folder = shop();
    folder.run();
    Path file = folder.path.resolve("tests.yaml");
    int cases = folder.open().makeTests(file);

    Scorecard card =
        folder.open().evaluate(file, PRICES, Optional.empty(), _ -> {}, (who, _) -> asked.add(who));

    assertThat(card.cases()).isEqualTo(cases);
    assertThat(card.groups()).isLessThan(cases);
    assertThat(card.entries())
        .extracting(Scorecard.Entry::who)
        .containsExactly(
            Contestant.MODEL,
            Contestant.UNTRAINED,
            Contestant.BARE,
            Contestant.FEW_SHOT,
            Contestant.LINEAR);
    assertThat(card.changes()).extracting(Scorecard.Change::tag).contains("typo", "name");
    assertThat(asked).isNotEmpty();
    String scorecard = folder.text("results/evaluation/scorecard.json");
    asked.clear();
    assertThat(
            folder
                .open()
                .evaluate(file, PRICES, Optional.empty(), _ -> {}, (who, _) -> asked.add(who)))
        .isEqualTo(card);
    assertThat(asked).isEmpty();
    assertThat(folder.text("results/evaluation/scorecard.json")).isEqualTo(scorecard);
  }

  @Test
  void whoWasInterruptedIsAskedOnlyTheRest() throws Exception {
    TestFolder folder = shop();
    folder.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC); // what it takes is stored, too
    folder.run();
    Path file = folder.path.resolve("tests.yaml");
    folder.open().makeTests(file);
    Scorecard card = folder.open().evaluate(file, PRICES, Optional.empty(), _ -> {}, (_, _) -> {});
    Path answers = folder.path.resolve("results/evaluation/few-shot.jsonl");
    List<String> lines = Files.readAllLines(answers);
    Files.writeString(answers, String.join("\n", lines.subList(0, 22)) + "\n{\"number\":");

    Scorecard again =
        folder.open().evaluate(file, PRICES, Optional.empty(), _ -> {}, (who, _) -> asked.add(who));

    assertThat(asked).containsOnly(Contestant.FEW_SHOT);
    assertThat(again).isEqualTo(card);
    assertThat(Files.readAllLines(answers)).isEqualTo(lines);
  }

  @Test
  void anEarlierRoundAnswersToo() {
    TestFolder folder = shop();
    folder.run();
    folder.with("afina.yaml", folder.text("afina.yaml") + "\n");
    folder
        .open(java.util.Map.of("training.epochs", "2"))
        .run(StepName.EXAMPLES, StepName.TEST, false, _ -> {});
    Path file = folder.path.resolve("tests.yaml");
    folder.open().makeTests(file);

    Scorecard card = folder.open().evaluate(file, PRICES, Optional.empty(), _ -> {}, (_, _) -> {});

    assertThat(card.entries()).extracting(Scorecard.Entry::who).contains(Contestant.EARLIER);
  }

  @Test
  void aTalkIsGradedByItsChecks() {
    TestFolder folder = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    folder.run();
    folder.with(
        "tests.yaml",
        """
        - question: ¿Dónde está la librería?
          facts: [calle de los Tilos]
          must-not: [no lo sé]
          checks:
            - length: 5-500
            - language: es
          kind: new
        """);

    Scorecard card =
        folder
            .open()
            .evaluate(
                folder.path.resolve("tests.yaml"), PRICES, Optional.empty(), _ -> {}, (_, _) -> {});

    assertThat(card.entries().getFirst().all().correct()).isEqualTo(1);
    assertThat(card.entries().get(1).all().correct()).isZero();
    assertThat(folder.text("results/evaluation/untrained.jsonl"))
        .contains("contains: calle de los Tilos", "length: 5-500");
  }

  @Test
  void anotherPriceGradesTheCostAnewAndAsksNobody() {
    TestFolder folder = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    folder.clock = new TickingClock(); // an answer takes a second
    folder.run();
    folder.with("tests.yaml", "- {question: hola, checks: [{cost: 0.001}], kind: new}\n");
    Path file = folder.path.resolve("tests.yaml");

    assertThat(model(folder, file, 3.6).correct()).isEqualTo(1);
    asked.clear();
    assertThat(model(folder, file, 3.7).correct()).isZero();
    assertThat(asked).isEmpty();
    assertThat(folder.text("results/evaluation/model.jsonl")).contains("cost: 0.001\":0.001028");
    assertThat(model(folder, file, 3.5).correct()).isEqualTo(1);
    assertThat(asked).isEmpty();
  }

  private Score model(TestFolder folder, Path file, double hour) {
    PriceFile prices = new PriceFile("2026-11-20", List.of(), List.of(), new MachineHour(hour));
    Scorecard card =
        folder.open().evaluate(file, prices, Optional.empty(), _ -> {}, (who, _) -> asked.add(who));
    assertThat(card.machineHour()).contains(new MachineHour(hour));
    return card.entries().getFirst().all();
  }

  /// A second passes whenever somebody looks.
  private static final class TickingClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now = now.plusSeconds(1);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void withoutAMeasuredJudgeNobodyIsJudged() {
    TestFolder folder = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    folder.run(StepName.EXAMPLES, StepName.DEPLOY, false);
    folder.with("tests.yaml", "- {question: hola, checks: [{judge: ¿Es amable?}], kind: new}\n");

    assertThatThrownBy(() ->
            folder
                .open()
                .evaluate(
                    folder.path.resolve("tests.yaml"),
                    PRICES,
                    Optional.empty(),
                    _ -> {},
                    (_, _) -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(new EvaluationProblem.NoJudge(1, "¿Es amable?")));
  }

  @Test
  void aJudgeThatPeopleDisagreeWithIsHeardAndDecidesNothing() {
    TestFolder folder = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    folder.run(StepName.EXAMPLES, StepName.DEPLOY, false);
    folder.with(
        "tests.yaml",
        """
        - {question: ¿Dónde está la librería?, facts: [Tilos], checks: [{judge: ¿Es amable?}], kind: new}
        - {question: hola, checks: [{judge: ¿Es amable?}], kind: new}
        """);
    folder.with(
        "marks.csv", "pregunta,respuesta,criterio,aprobado\nhola,Buenos días.,¿Es amable?,sí\n");
    Judging judging =
        new Judging(folder.path.toString(), Optional.of(folder.path.resolve("marks.csv")), false);

    Scorecard card =
        folder
            .open()
            .evaluate(
                folder.path.resolve("tests.yaml"),
                PRICES,
                Optional.of(judging),
                _ -> {},
                (_, _) -> {});

    // Only the case with a fact can be graded; the judge in memory never answers in JSON.
    assertThat(card.cases()).isEqualTo(1);
    JudgeReport report = card.judge().orElseThrow();
    assertThat(report.agreement().orElseThrow().silent()).isEqualTo(1);
    assertThat(report.trust()).isInstanceOf(JudgeReport.Trust.Untrusted.class);
    assertThat(report.preferences().orElseThrow().ties()).isEqualTo(1);
  }

  @Test
  void aRunReadsYamlCasesButNotThoseThatChoseItsEpoch() {
    TestFolder folder = shop();
    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);
    Conversation learned =
        Json.readLines(folder.path.resolve("data/training/train_data.jsonl"), Conversation.class)
            .getFirst();
    String question = learned.question().getLast().content();
    folder.open().makeTests(folder.path.resolve("tests.yaml"));
    folder.with(
        "tests.yaml",
        folder.text("tests.yaml")
            + "- {question: \"%s\", expected: %s, kind: new}\n"
                .formatted(question.replace("\"", ""), learned.answer()));

    folder.run();

    String results = folder.text("results/test_results.json");
    assertThat(results)
        .contains("\"onValidation\": false", "asdf qwer zxcv", question)
        .doesNotContain("Mohamed");
    assertThat(folder.events)
        .contains(
            new StepEvent.Warning(
                StepName.TEST, new EvaluationProblem.KnownCase("tests.yaml", question)));
  }

  @Test
  void theGateNeedsTheTestOfTheModelItIsAskedAbout() {
    TestFolder folder = shop();
    folder.run(StepName.EXAMPLES, StepName.DEPLOY, false);
    assertThatThrownBy(() -> folder.open().gate())
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst()).isInstanceOf(ProjectProblem.NotTested.class));
    folder.run();
    assertThat(folder.open().gate()).isEqualTo(new Gate.OnlyValidation(12));
    folder
        .open(java.util.Map.of("training.epochs", "2"))
        .run(StepName.EXAMPLES, StepName.TRAIN, false, _ -> {});
    assertThatThrownBy(() -> folder.open().gate()).isInstanceOf(Refused.class);
  }

  /// Without the tests it comes with.
  private TestFolder shop() {
    TestFolder folder = TestFolder.starter(temporary.resolve("taller"), Kind.INTENTS);
    assertThat(folder.path.resolve("tests.csv").toFile().delete()).isTrue();
    return folder;
  }
}
