package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.training.Blocks;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSettingsTest {
  @TempDir Path temporary;
  private TestFolder folder;

  @BeforeEach
  void empty() {
    folder = TestFolder.empty(temporary.resolve("tienda"));
  }

  @Test
  void withoutAnythingTheDefaultsHold() {
    folder.with("afina.yaml", "");

    ProjectSettings settings = folder.open(Map.of()).settings();

    assertThat(settings.all())
        .extracting(one -> one.name() + "=" + one.value())
        .containsExactly(
            "name=tienda",
            "kind=intents",
            "language=en",
            "base=smollm2-135m-instruct",
            "system=",
            "filter.on=true",
            "filter.minimum-stars=4",
            "filter.unrated=keep",
            "filter.scope=conversations",
            "filter.from=",
            "filter.to=",
            "filter.max=0",
            "checks.examples=30",
            "checks.distinct=0.8",
            "checks.answer=20.0",
            "checks.tone=0.7",
            "split.train=0.8",
            "split.validation=0.2",
            "split.seed=42",
            "training.method=lora",
            "training.rank=" + Recipe.usual().lora().rank(),
            "training.alpha=32",
            "training.rslora=false",
            "training.dropout=0",
            "training.targets=all",
            "training.layers=upper 2/3",
            "training.learning-rate=0.001",
            "training.schedule=linear",
            "training.warmup=0.05",
            "training.beta1=0.9",
            "training.beta2=0.999",
            "training.epsilon=0.00000001",
            "training.weight-decay=0",
            "training.clip=1",
            "training.batch=12",
            "training.micro-batch=0",
            "training.epochs=12",
            "training.steps=0",
            "training.patience=0",
            "training.max-tokens=1024",
            "training.too-long=refuse",
            "training.prompt-weight=0.2",
            "training.dpo-beta=0.1",
            "training.dpo-smoothing=0",
            "training.seed=42",
            "precision=auto",
            "threads=auto");
    assertThat(settings.all()).extracting(Setting::origin).containsOnly(Origin.DEFAULT);
    assertThat(settings.recipe(false).lora()).isEqualTo(Recipe.usual().lora().on(Blocks.UPPER));
    assertThat(folder.open(Map.of("kind", "chat")).settings().recipe(false))
        .isEqualTo(Recipe.usual());
    assertThat(settings.recipe(true).method()).isEqualTo(Recipe.Method.FULL);
  }

  @Test
  void aLaterPlaceWinsAndEachValueKnowsItsPlace() {
    folder.with(
        "afina.yaml",
        """
        kind: intents # a comment
        split:
          train: 0.7
          validation: 0.3
          seed: 7
        training:
          epochs: 4
          batch: 2
        """);
    folder.with(".env", "# shares\nexport TRAIN_SPLIT='0.6'\nVALIDATION_SPLIT=0.5\n");
    folder.environment = Map.of("VALIDATION_SPLIT", "0.4", "PATH", "/bin");

    ProjectSettings settings = folder.open(Map.of("training.epochs", "9")).settings();

    assertThat(settings.all())
        .contains(
            new Setting("split.train", "0.6", Origin.DOT_ENV),
            new Setting("split.validation", "0.4", Origin.ENVIRONMENT),
            new Setting("split.seed", "7", Origin.FILE),
            new Setting("training.epochs", "9", Origin.OPTION),
            new Setting("training.batch", "2", Origin.FILE));
    assertThat(settings.recipe(false).passes().epochs()).isEqualTo(9);
  }

  @Test
  void hostedSettingsAreShownAndTheirSecretsAreNot() {
    folder.with("afina.yaml", "");
    folder.with(
        ".env", "AZURE_OPENAI_KEY=abcdefghijkl1234\nFINE_TUNING_EPOCHS=7\nCRON_SECRET=short\n");

    ProjectSettings settings = folder.open(Map.of()).settings();

    assertThat(settings.hosted())
        .containsExactly(
            new Setting("AZURE_OPENAI_KEY", "••••1234", Origin.DOT_ENV),
            new Setting("FINE_TUNING_EPOCHS", "7", Origin.DOT_ENV),
            new Setting("CRON_SECRET", "••••", Origin.DOT_ENV));
    assertThat(settings.recipe(false).passes().epochs()).isEqualTo(12);
  }

  @Test
  void everySettingHasAVariableAndAMistypedOneIsNamed() {
    folder.with("afina.yaml", "");
    folder.with(".env", "AFINA_TRAINING_TOO_LONG=cut\nAFINA_TRAINING_LAYERS=0,4,20-22\n");
    folder.environment = Map.of("AFINA_TRAINING_LEARNING_RATE", "0.001", "AFINA_LANG", "es");

    Recipe recipe =
        folder.open(Map.of("training.targets", "q_proj, v_proj")).settings().recipe(false);

    assertThat(recipe.teaching().tooLong()).isEqualTo(Teaching.TooLong.CUT);
    assertThat(recipe.optimizer().rate().peak()).isEqualTo(0.001);
    assertThat(recipe.lora().layers().of(30)).containsExactly(0, 4, 20, 21, 22);
    assertThat(recipe.lora().targets()).containsExactly("q_proj", "v_proj");

    folder.environment = Map.of("AFINA_TRAINING_LR", "0.001");
    assertThat(problems(Map.of()))
        .containsExactly(
            new ProjectProblem.UnknownVariable(
                "AFINA_TRAINING_LR", "AFINA_TRAINING_LEARNING_RATE"));
  }

  @Test
  void aMistypedVariableOfAnyGroupOfSettingsIsNamed() {
    folder.with("afina.yaml", "");
    folder.environment = Map.of("AFINA_FILTER_MINIMUM_STAR", "5");

    assertThat(problems(Map.of()))
        .containsExactly(
            new ProjectProblem.UnknownVariable(
                "AFINA_FILTER_MINIMUM_STAR", "AFINA_FILTER_MINIMUM_STARS"));
  }

  @Test
  void initialsAreUnderstood() {
    assertThat(SettingName.nearest("training.lr")).isEqualTo("training.learning-rate");
    assertThat(SettingName.nearest("training.wd")).isEqualTo("training.weight-decay");
    assertThat(SettingName.nearest("training.n_epochs")).isEqualTo("training.epochs");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    folder.with(
        "afina.yaml",
        """
        kind: poems
        training:
          epoch: 4
          batch: many
        bases: x
        split:
          sed: [1, 2]
          seed: [1, 2]
        """);

    assertThat(problems(Map.of("trainig.rank", "3")))
        .containsExactlyInAnyOrder(
            new ProjectProblem.UnknownSetting("afina.yaml", 3, "training.epoch", "training.epochs"),
            new ProjectProblem.UnknownSetting("afina.yaml", 5, "bases", "base"),
            new ProjectProblem.UnknownSetting("afina.yaml", 7, "split.sed", "split.seed"),
            new ProjectProblem.NotOneValue("afina.yaml", 8, "split.seed"),
            new ProjectProblem.UnknownOption("trainig.rank", "training.rank"),
            new ProjectProblem.NotOneOf("kind", "poems", Origin.FILE, List.of("intents", "chat")),
            new ProjectProblem.NotANumber("training.batch", "many", Origin.FILE));
  }

  @Test
  void sharesAndNumbersOutOfRangeAreRefusedTogether() {
    folder.with("afina.yaml", "split: {train: 0.9}\ntraining: {epochs: 0}\n");

    assertThat(problems(Map.of()))
        .containsExactly(
            new DatasetProblem.SharesNotOne(0.9, 0.2),
            new TrainingProblem.OutOfRange("epochs", 0, 1, 1000));
  }

  @Test
  void settingsThatAreNoYamlAreNamedWithTheirLine() {
    folder.with("afina.yaml", "name: a\nkind: intents\n  base: b\n");

    assertThat(problems(Map.of()))
        .first()
        .isInstanceOfSatisfying(
            ProjectProblem.BrokenSettings.class, broken -> assertThat(broken.line()).isPositive());
  }

  @Test
  void aFolderOfConversationsIsAChatProject() {
    folder.with("examples.jsonl", "{\"messages\": []}\n");

    assertThat(folder.open(Map.of()).settings().kind()).isEqualTo(Kind.CHAT);
  }

  @Test
  void anotherFolderIsNoProject() {
    assertThatThrownBy(() -> folder.open(Map.of()))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst()).isInstanceOf(ProjectProblem.NotAProject.class));
  }

  private List<Fact> problems(Map<String, String> options) {
    try {
      folder.open(options);
    } catch (Refused refused) {
      return refused.facts();
    }
    return List.of();
  }
}
