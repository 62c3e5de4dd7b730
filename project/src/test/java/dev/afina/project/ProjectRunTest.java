package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Pair;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Results;
import dev.afina.model.Base;
import dev.afina.model.ModelProblem;
import dev.afina.model.Seed;
import dev.afina.training.Progress;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRunTest {
  @TempDir Path temporary;
  private TestFolder folder;

  @BeforeEach
  void starter() {
    folder = TestFolder.starter(temporary.resolve("tienda"), Kind.INTENTS);
  }

  @Test
  void aWarningAboutTheDataDoesNotStopTheTraining() {
    TestFolder folder = TestFolder.starter(temporary.resolve("taller"), Kind.INTENTS);
    String examples = folder.text("examples.csv");
    folder.with(
        "examples.csv", examples + examples.lines().skip(1).findFirst().orElseThrow() + "\n");

    folder.run();

    assertThat(folder.done()).contains(StepName.PREPARE, StepName.TRAIN, StepName.TEST);
    assertThat(folder.text("data/processed/data_preparation_summary.json"))
        .contains("\"repeated\"");
  }

  @Test
  void theEightStepsWriteTheirFiles() {
    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    assertThat(folder.done()).containsExactly(StepName.values());
    for (String file :
        List.of(
            "data/raw/intent_examples.json",
            "data/processed/training_prompts.jsonl",
            "data/training/train_data.jsonl",
            "data/validation/validation_data.jsonl",
            "data/processed/data_preparation_summary.json",
            "results/fine_tuning_info.json",
            "results/deployment_info.json",
            "results/test_results.json",
            "results/improvement_analysis.json",
            "results/report.html")) assertThat(folder.path.resolve(file)).isNotEmptyFile();
    assertThat(folder.text("data/training/train_data.jsonl").lines()).hasSize(36);
    assertThat(folder.text("data/validation/validation_data.jsonl").lines()).hasSize(12);
    assertThat(folder.open().results()).get().isInstanceOf(Results.Intents.class);
  }

  @Test
  void aSecondRunTouchesNoFile() {
    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);
    Map<String, String> before = folder.snapshot();

    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    assertThat(folder.snapshot()).isEqualTo(before);
    assertThat(folder.events)
        .filteredOn(StepEvent.Unchanged.class::isInstance)
        .extracting(StepEvent::step)
        .containsExactly(StepName.values());
  }

  @Test
  void onlyWhatDependsOnAChangeIsDoneAgain() {
    folder.with("tests.csv", "text,expected,kind\nquiero una cita el lunes,reservar,new\n");
    folder.run();

    folder.with("tests.csv", "text,expected,kind\nquiero una cita el martes,reservar,new\n");
    folder.run();

    assertThat(folder.done()).containsExactly(StepName.EXAMPLES, StepName.PREPARE, StepName.TEST);
    assertThat(folder.workshop.trainings).isEqualTo(1);
  }

  @Test
  void theReportIsMadeAgainForAnotherReader() {
    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);
    folder.language = java.util.Locale.of("es");

    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    assertThat(folder.done()).containsExactly(StepName.ANALYZE);
  }

  @Test
  void anEditedOutputIsKeptAndFeedsTheNextStep() {
    folder.run();
    String examples = folder.text("data/raw/intent_examples.json");
    folder.with("data/raw/intent_examples.json", examples.replace("a las cinco", "a las seis"));

    folder.run();

    assertThat(folder.events)
        .contains(new StepEvent.KeptEdited(StepName.EXAMPLES, "data/raw/intent_examples.json"));
    assertThat(folder.text("data/processed/training_prompts.jsonl")).contains("a las seis");
    assertThat(folder.workshop.trainings).isEqualTo(2);

    folder.run(StepName.EXAMPLES, StepName.PROMPTS, true);

    assertThat(folder.text("data/raw/intent_examples.json")).isEqualTo(examples);
    assertThat(folder.text("data/processed/training_prompts.jsonl")).doesNotContain("a las seis");
  }

  @Test
  void anEditedOutputSurvivesEvenWhenItsNeighbourIsMissing() throws IOException {
    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);
    String edited = folder.text("data/training/train_data.jsonl").replace("jueves", "viernes");
    folder.with("data/training/train_data.jsonl", edited);
    Files.delete(folder.path.resolve("data/validation/validation_data.jsonl"));

    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);
    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);

    assertThat(folder.text("data/training/train_data.jsonl")).isEqualTo(edited);
    assertThat(folder.path.resolve("data/validation/validation_data.jsonl")).isNotEmptyFile();
    assertThat(folder.events)
        .contains(new StepEvent.KeptEdited(StepName.SPLIT, "data/training/train_data.jsonl"));
  }

  @Test
  void aMissingOutputIsMadeAgain() throws IOException {
    folder.run();
    Files.delete(folder.path.resolve("data/processed/training_prompts.jsonl"));

    folder.run();

    assertThat(folder.done()).containsExactly(StepName.PROMPTS);
  }

  @Test
  void aPlanThatWasTrainedBeforeIsNotTrainedAgain() {
    folder.run();
    folder.open(Map.of("training.epochs", "2")).run(StepName.TRAIN, StepName.TRAIN, false, _ -> {});
    assertThat(folder.workshop.trainings).isEqualTo(2);

    folder.run();

    assertThat(folder.workshop.trainings).isEqualTo(2);
    assertThat(folder.events).hasAtLeastOneElementOfType(StepEvent.Reused.class);
    assertThat(folder.path.resolve("models").toFile().list()).hasSize(2);
  }

  @Test
  void aTrainingThatWasInterruptedGoesOnAndEndsTheSame() {
    TestFolder other = TestFolder.starter(temporary.resolve("other/tienda"), Kind.INTENTS);
    other.run();
    folder.workshop.stopAfter = 1;

    assertThatThrownBy(folder::run)
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts()).containsExactly(new TrainingProblem.Interrupted(1, 3)));
    folder.run();

    assertThat(folder.done()).startsWith(StepName.TRAIN);
    for (String file :
        List.of(
            "data/training/train_data.jsonl",
            "data/processed/data_preparation_summary.json",
            "results/fine_tuning_info.json",
            "results/deployment_info.json",
            "results/test_results.json",
            ".afina/stamps/train.json")) assertThat(folder.text(file)).isEqualTo(other.text(file));
  }

  @Test
  void noComparedFileTellsWhereOrWhenItWasMade() {
    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    for (String name : folder.snapshot().keySet())
      if (name.endsWith(".json")
          && !name.startsWith(".afina/digests")
          && !name.startsWith(".afina/runs")
          && !name.startsWith(".afina/durations"))
        assertThat(folder.text(name)).as(name).doesNotContain(temporary.toString());
  }

  @Test
  void theBuiltInBaseStandsInLoudlyAtTheStartAndAtTheEnd() throws IOException {
    Files.delete(folder.path.resolve("tests.csv"));

    folder.run();

    List<StepEvent.SeedModel> said =
        folder.events.stream()
            .filter(StepEvent.SeedModel.class::isInstance)
            .map(StepEvent.SeedModel.class::cast)
            .toList();
    assertThat(said).hasSize(2);
    assertThat(said.getFirst().reasons()).first().isInstanceOf(ModelProblem.NoPlaceAnswered.class);
    assertThat(folder.events.getLast()).isInstanceOf(StepEvent.SeedModel.class);
    FineTuning training =
        Json.read(folder.path.resolve("results/fine_tuning_info.json"), FineTuning.class);
    assertThat(training.base().seedModel()).isTrue();
    assertThat(folder.open().baseName()).isEqualTo(Seed.NAME);
    assertThat(training.plan().recipe().method()).isEqualTo(dev.afina.training.Recipe.Method.FULL);
    assertThat(training.plan().recipe().passes().epochs())
        .as("an explicit setting wins")
        .isEqualTo(3);
    IntentResults results =
        Json.read(folder.path.resolve("results/test_results.json"), IntentResults.class);
    assertThat(results.basis().seedBase()).isTrue();
    assertThat(results.basis().onValidation()).isTrue();
  }

  @Test
  void aBaseThatWasNamedAndCannotBeHadIsRefused() {
    Project project = folder.open(Map.of("base", "smollm2-135m-instruct"));

    assertThatThrownBy(() -> project.run(StepName.EXAMPLES, StepName.ANALYZE, false, _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(ModelProblem.NoPlaceAnswered.class));
  }

  @Test
  void aBaseOfOnesOwnIsNoticedWhenItsContentChanges() {
    Path base = Seed.plant(folder.path.resolve("my-base"), List.of("hola, ¿qué tal?"), 1);
    folder.with("afina.yaml", "language: es\nbase: my-base\n");
    folder.bases = (place, _) -> Base.open(place, Path.of(place), Base.digestOf(Path.of(place)));
    folder.run();
    FineTuning first =
        Json.read(folder.path.resolve("results/fine_tuning_info.json"), FineTuning.class);
    assertThat(first.base().name()).isEqualTo("my-base");
    assertThat(first.base().seedModel()).isFalse();

    Seed.plant(base, List.of("hola, ¿qué tal?"), 2);
    folder.run();

    assertThat(folder.done()).startsWith(StepName.PREPARE, StepName.TRAIN);
    assertThat(folder.workshop.trainings).isEqualTo(2);
  }

  @Test
  void aStepAloneSaysWhatItLacks() {
    assertThatThrownBy(() -> folder.open().step(StepName.SPLIT, false, _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(
                    new ProjectProblem.StepNeeds(
                        StepName.SPLIT,
                        "data/processed/training_prompts.jsonl",
                        StepName.PROMPTS)));
  }

  @Test
  void allFaultsOfAllSourcesComeAtOnce() {
    folder.with("examples.csv", folder.text("examples.csv") + ",reservar\nhola,\n");
    folder.with("tests.csv", "text,expected,kind\nhola,volar,nuevo\n");

    assertThatThrownBy(folder::run)
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .hasSize(3)
                .hasAtLeastOneElementOfType(DatasetProblem.EmptyText.class)
                .hasAtLeastOneElementOfType(DatasetProblem.MissingLabel.class)
                .hasAtLeastOneElementOfType(DatasetProblem.UnknownLabel.class));
    assertThat(folder.path.resolve("data")).doesNotExist();
  }

  @Test
  void twoRunsAtOnceAreRefused() {
    try (ProjectLock _ = ProjectLock.take(new ProjectFiles(folder.path))) {
      assertThatThrownBy(folder::run)
          .asInstanceOf(type(Refused.class))
          .satisfies(refused ->
              assertThat(refused.facts())
                  .containsExactly(new ProjectProblem.AlreadyRunning(folder.path)));
    }
  }

  @Test
  void weightsThatSomebodyChangedAreNotUsedButMadeAgain() throws IOException {
    folder.run();
    Map<String, String> before = folder.snapshot();
    Path weights = weights();
    String trained = Files.readString(weights);
    Files.writeString(weights, "{}\n");

    assertThatThrownBy(() -> folder.open().classify(List.of("hola"), Optional.empty(), _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(ProjectProblem.WeightsDiffer.class));
    folder.run();

    assertThat(weights).hasContent(trained.strip());
    assertThat(folder.done()).contains(StepName.TRAIN);
    assertThat(folder.workshop.trainings).as("copied from the run again").isEqualTo(1);
    assertThat(folder.snapshot()).containsOnlyKeys(before.keySet());
  }

  private Path weights() {
    Path models = folder.path.resolve("models");
    String[] names = java.util.Objects.requireNonNull(models.toFile().list());
    return models.resolve(names[0]).resolve("adapter_model.safetensors");
  }

  @Test
  void preferencesAreLearnedFromPairsAndCorrections() {
    TestFolder chat = TestFolder.starter(temporary.resolve("preferencias"), Kind.CHAT);
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 15; i++)
      pairs
          .append("{\"prompt\": \"¿Tienen el libro ")
          .append(i)
          .append("?\", \"chosen\": \"Sí, se lo aparto.\", \"rejected\": \"No sé.\"}\n");
    chat.with("pairs.jsonl", pairs.toString());
    chat.with("afina.yaml", "kind: chat\nlanguage: es\ntraining:\n  method: dpo\n");
    chat.run(StepName.EXAMPLES, StepName.TRAIN, false);
    List<Conversation> learned =
        Json.readLines(chat.path.resolve("data/training/train_data.jsonl"), Conversation.class);
    assertThat(learned).hasSize(12);
    assertThat(learned)
        .allSatisfy(one ->
            assertThat(Pair.in(one))
                .singleElement()
                .satisfies(pair -> {
                  assertThat(pair.preferred().content()).isEqualTo("Sí, se lo aparto.");
                  assertThat(pair.rejected().content()).isEqualTo("No sé.");
                }));
    assertThat(chat.open().settings().recipe(false).teaching().preference().beta()).isEqualTo(0.1);
  }

  @Test
  void preferencesNeedAnAnswerThatReplacesAnother() {
    TestFolder chat = TestFolder.starter(temporary.resolve("sin-pares"), Kind.CHAT);
    chat.with("afina.yaml", "kind: chat\ntraining:\n  method: dpo\n");
    assertThatThrownBy(() -> chat.run(StepName.EXAMPLES, StepName.TRAIN, false))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst()).isInstanceOf(ProjectProblem.NoPairs.class));
    assertThatThrownBy(() -> folder.open(Map.of("training.method", "dpo")))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(ProjectProblem.PairsNeedChat.class));
  }

  @Test
  void aChatProjectTakesTheSameSteps() {
    TestFolder chat = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    chat.with(
        "tests.csv",
        "text,expected,kind,facts\n¿Hasta qué hora abrís?,Hasta las 20:30.,new,20:30\n");

    chat.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    assertThat(chat.done()).containsExactly(StepName.values());
    assertThat(chat.path.resolve("data/raw/examples.json")).isNotEmptyFile();
    assertThat(chat.open().results()).get().isInstanceOf(Results.Chat.class);
    assertThat(chat.open().labels()).isEmpty();
  }

  @Test
  void theChecklistMeasuresByTheProjectsOwnThresholds() {
    TestFolder own = TestFolder.starter(temporary.resolve("propio"), Kind.INTENTS);
    own.with("afina.yaml", own.text("afina.yaml") + "\nchecks:\n  examples: 900\n");
    own.run(StepName.EXAMPLES, StepName.ANALYZE, false);

    assertThat(own.text("results/checklist.json")).contains("\"needed\": 900");
  }

  @Test
  void aTrainingBegunOnAnotherMachineGoesOnWithAWarning() {
    folder.workshop.stopAfter = 1;
    assertThatThrownBy(folder::run).isInstanceOf(Refused.class);
    folder.workshop.processor = "ANOTHER";

    folder.run();

    assertThat(folder.events)
        .filteredOn(StepEvent.Warning.class::isInstance)
        .extracting(event -> ((StepEvent.Warning) event).fact())
        .containsExactly(
            new TrainingProblem.MadeElsewhere("F32 × 2 (MEMORY)", "F32 × 2 (ANOTHER)"));
    assertThat(folder.events)
        .as("it went on and did not begin again")
        .noneMatch(event ->
            event instanceof StepEvent.Trained(var _, var progress)
                && progress instanceof Progress.Training t
                && t.epoch() == 1);
  }
}
