package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.evaluation.Prediction;
import dev.afina.model.ExportForm;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectUseTest {
  @TempDir Path temporary;
  private TestFolder folder;

  @BeforeEach
  void starter() {
    folder = TestFolder.starter(temporary.resolve("taller"), Kind.INTENTS);
  }

  @Test
  void aSentenceIsClassifiedWithItsProbability() {
    folder.run();

    List<Prediction> said =
        folder
            .open()
            .classify(
                List.of("Quiero pedir cita para el martes por la mañana."),
                Optional.empty(),
                _ -> {});

    assertThat(said).singleElement().extracting(Prediction::label).isEqualTo("reservar");
    assertThat(said.getFirst().probability()).isBetween(0.5, 1.0);
  }

  @Test
  void aFileKeepsItsRowsItsOrderAndItsColumns() {
    folder.run();
    folder.with(
        "in.csv",
        "id;Texto;nota\n7;quiero pedir cita, el martes;\"a;b\"\n3;\"dos\nlíneas\";ñ\n7;quiero pedir cita;\n");

    int rows =
        folder
            .open()
            .classify(
                folder.path.resolve("in.csv"),
                folder.path.resolve("out.csv"),
                Optional.empty(),
                _ -> {});

    assertThat(rows).isEqualTo(3);
    String out = folder.text("out.csv");
    assertThat(out)
        .startsWith(
            "id,Texto,nota,label,probability,unsure\n7,\"quiero pedir cita, el martes\",a;b,reservar,0.")
        .contains("\n3,\"dos\nlíneas\",ñ,")
        .endsWith("\n");
  }

  @Test
  void aFileWithoutTextIsRefused() {
    folder.run();
    folder.with("in.csv", "id,asunto\n1,hola\n");

    assertThatThrownBy(() ->
            folder
                .open()
                .classify(
                    folder.path.resolve("in.csv"),
                    folder.path.resolve("out.csv"),
                    Optional.empty(),
                    _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(
                    new DatasetProblem.MissingColumn("in.csv", "text", List.of("id", "asunto"))));
    assertThat(folder.path.resolve("out.csv")).doesNotExist();
  }

  @Test
  void beforeTheFirstTrainingThereIsNothingToAsk() {
    assertThatThrownBy(() -> folder.open().classify(List.of("hola"), Optional.empty(), _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(ProjectProblem.NothingTrained.class));
  }

  @Test
  void aCorrectionIsLearnedInTheNextRound() {
    String sentence = "Quiero pedir cita para el martes por la mañana.";
    String other =
        folder.open().labels().stream()
            .filter(l -> !l.equals("reservar"))
            .findFirst()
            .orElseThrow();
    folder.run();

    folder.open().correct(sentence, "reservar");
    folder.open().correct(sentence.toUpperCase(java.util.Locale.ROOT), other);
    folder.open().correct("¿Una frase, nueva?", other);

    assertThat(folder.text("corrections.csv"))
        .isEqualTo(
            "text,label\n"
                + sentence.toUpperCase(java.util.Locale.ROOT)
                + ","
                + other
                + "\n\"¿Una frase, nueva?\","
                + other
                + "\n");
    folder.run(StepName.EXAMPLES, StepName.PROMPTS, false);
    assertThat(folder.done()).containsExactly(StepName.EXAMPLES, StepName.PROMPTS);
    assertThat(folder.text("data/raw/intent_examples.json"))
        .contains("¿Una frase, nueva?")
        .containsPattern("martes por la mañana.\",\\s*\"label\": \"" + other);
  }

  @Test
  void aCorrectionToAnUnknownIntentNamesTheIntents() {
    assertThatThrownBy(() -> folder.open().correct("hola", "volar"))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(new ProjectProblem.UnknownLabel("volar", folder.open().labels())));
    assertThat(folder.path.resolve("corrections.csv")).doesNotExist();
  }

  @Test
  void aCorrectedAnswerIsLearnedInsteadOfTheOneThatWasGiven() {
    TestFolder chat = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);

    chat.open().correct("¿A qué hora abrís?", "Abrimos a las 9, \"en punto\".\nLe esperamos.");
    chat.open().correct("¿Vendéis mapas?", "No.");
    chat.open().correct("¿VENDÉIS mapas?", "Sí, de toda la comarca.");
    chat.run(StepName.EXAMPLES, StepName.EXAMPLES, false);

    List<Conversation> examples =
        List.of(Json.read(chat.path.resolve("data/raw/examples.json"), Conversation[].class));
    assertThat(examples)
        .filteredOn(one -> one.question().getLast().content().equals("¿A qué hora abrís?"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.answer()).isEqualTo("Abrimos a las 9, \"en punto\".\nLe esperamos.");
          assertThat(one.messages().getLast().feedback().rejected()).startsWith("De lunes a");
        });
    assertThat(examples.getLast().messages())
        .containsExactly(
            Message.user("¿VENDÉIS mapas?"), Message.assistant("Sí, de toda la comarca."));
    assertThatThrownBy(() -> chat.open().correct("¿Vendéis mapas?", " "))
        .isInstanceOf(Refused.class);
  }

  @Test
  void oneTalksWithTheResultAndWithItsBase() {
    TestFolder chat = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    chat.run(StepName.EXAMPLES, StepName.DEPLOY, false);
    List<Message> question = List.of(Message.user("¿Dónde está la librería?"));

    try (ScoringModel tuned = chat.open().tuned(_ -> {});
        ScoringModel base = chat.open().base(_ -> {})) {
      assertThat(tuned.reply(question, Sampling.greedy(40), _ -> true).text())
          .contains("calle de los Tilos");
      assertThat(base.reply(question, Sampling.greedy(40), _ -> true).text()).isEqualTo("…");
    }
    assertThat(chat.open().system()).isEmpty();
  }

  @Test
  void theCommandsInTheFilesNameNoPlace() {
    folder.run(StepName.EXAMPLES, StepName.ANALYZE, false);
    assertThat(folder.text("results/deployment_info.json"))
        .contains("afina classify . '")
        .doesNotContain(folder.path.toString());
    assertThat(folder.text("results/report.html")).contains("afina run .");
  }

  @Test
  void theCardOfAResultThatWasNotTestedTellsNoEarlierResultsNumbers() {
    folder.run();
    assertThat(card(folder.open())).doesNotContain("It was not tested.");

    Project retrained = folder.open(Map.of("training.epochs", "4"));
    retrained.run(StepName.EXAMPLES, StepName.DEPLOY, false, _ -> {});

    assertThat(card(retrained)).contains("It was not tested.");
  }

  private String card(Project project) {
    World world = folder.world();
    ProjectFiles files = project.files();
    Result result =
        Result.current(files, project.settings(), world.bases(), world.workshop(), _ -> {});
    HowMade howMade = new HowMade(files, project.settings(), world.versions());
    StoredTest test = new StoredTest(files, project.settings().kind());
    return new HandOut(result, test, howMade.making(), world.language()).card(ExportForm.ADAPTER);
  }

  @Test
  void whatIsHandedOutGetsAFolderOfItsOwn() {
    folder.run();
    assertThatThrownBy(() ->
            folder
                .open()
                .export(ExportForm.ADAPTER, Optional.of(folder.path.resolve("data")), _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(ProjectProblem.FolderNotEmpty.class));
    assertThat(folder.path.resolve("export")).doesNotExist();
  }
}
