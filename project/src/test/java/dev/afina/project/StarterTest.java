package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Severity;
import dev.afina.dataset.check.QualityProblem;
import dev.afina.dataset.check.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarterTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"INTENTS,es", "INTENTS,en", "CHAT,es", "CHAT,en"})
  void aNewFolderRunsAsFarAsTheData(Kind kind, String language) {
    Path path = temporary.resolve("mi proyecto: \"uno\"");
    Starter.create(path, kind, language, null);
    TestFolder folder = TestFolder.empty(path);

    folder.run(StepName.EXAMPLES, StepName.SPLIT, false);

    assertThat(folder.done()).hasSize(3);
    ProjectSettings settings = folder.open(Map.of()).settings();
    assertThat(settings.name()).isEqualTo("mi proyecto: \"uno\"");
    assertThat(settings.kind()).isEqualTo(kind);
    assertThat(settings.language()).isEqualTo(language);
    assertThat(Sources.read(folder.open(Map.of()).files(), kind))
        .satisfies(sources -> {
          assertThat(sources.findings(Thresholds.USUAL))
              .noneMatch(one -> one.severity() == Severity.ERROR)
              .noneMatch(one -> one.problem() instanceof QualityProblem.PersonalFound);
          assertThat(sources.tests())
              .extracting(test -> test.value().kind())
              .contains("data", "similar", "new", "edge");
        });
  }

  @Test
  void onesOwnSentencesAreTakenOverInTheUsualForm() throws IOException {
    StringBuilder own = new StringBuilder("\uFEFFIntención;Texto\n");
    for (int i = 0; i < 12; i++)
      own.append("pagar;quiero pagar, número ")
          .append(i)
          .append("\nver;déjame ver ")
          .append(i)
          .append('\n');
    Path from = Files.writeString(temporary.resolve("mis frases.csv"), own);
    Path path = temporary.resolve("nuevo");

    Starter.create(path, Kind.INTENTS, "es", from);

    assertThat(path.resolve("examples.csv"))
        .content()
        .startsWith("text,label\n\"quiero pagar, número 0\",pagar\ndéjame ver 0,ver\n");
    TestFolder folder = TestFolder.empty(path);
    assertThat(folder.open(Map.of()).labels()).containsExactly("pagar", "ver");
  }

  @Test
  void aFewAnswersInWholeSentencesAreAChatAndAFewWordsAreLabels() throws IOException {
    String[] answers = {
      "Su pedido llega mañana.", "Le devolvemos el importe.", "Pase por la tienda."
    };
    StringBuilder chats = new StringBuilder("Cliente,Respuesta\n");
    StringBuilder labels = new StringBuilder("Cliente,Respuesta\n");
    for (int i = 0; i < 30; i++) {
      chats.append("pregunta ").append(i).append(',').append(answers[i % 3]).append('\n');
      labels.append("pregunta ").append(i).append(',').append("tema ").append(i % 3).append('\n');
    }
    Path said = Files.writeString(temporary.resolve("chats.csv"), chats);
    Path sorted = Files.writeString(temporary.resolve("temas.csv"), labels);

    assertThat(Starter.kindOf(said, ImportOptions.NONE)).isEqualTo(Kind.CHAT);
    assertThat(Starter.kindOf(sorted, ImportOptions.NONE)).isEqualTo(Kind.INTENTS);
  }

  @Test
  void faultsInOnesOwnSentencesLeaveNothingBehind() throws IOException {
    Path from = Files.writeString(temporary.resolve("mal.csv"), "texto,etiqueta\nhola,\n");

    assertThatThrownBy(() -> Starter.create(temporary.resolve("nuevo"), Kind.INTENTS, "es", from))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(new DatasetProblem.MissingLabel("mal.csv", 2, "etiqueta")));
    assertThat(temporary.resolve("nuevo")).doesNotExist();
  }

  @Test
  void aFolderWithSomethingInItIsLeftAlone() throws IOException {
    Files.writeString(temporary.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> Starter.create(temporary, Kind.INTENTS, "en", null))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(new ProjectProblem.FolderNotEmpty(temporary)));
    assertThat(temporary.toFile().list()).containsExactly("mine.txt");
  }
}
