package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestsFormatTest {
  @TempDir Path folder;

  @Test
  void aCaseMayExpectSeveralIntentsOrNone() throws IOException {
    Listing<TestRow> reading =
        TestsFormat.intents(
            file(
                """
                texto;esperado;tipo
                ¿me lo cambia?;devolver|consulta;nuevo
                ¿qué hora es?;none;límite
                hola;Ninguno;Datos
                me lo llevo;comprar;parecido
                """));

    assertThat(reading.findings()).isEmpty();
    assertThat(reading.values())
        .containsExactly(
            new TestRow("¿me lo cambia?", List.of("devolver", "consulta"), "new", List.of()),
            new TestRow("¿qué hora es?", List.of(), "edge", List.of()),
            new TestRow("hola", List.of(), "data", List.of()),
            new TestRow("me lo llevo", List.of("comprar"), "similar", List.of()));
  }

  @Test
  void aChatCaseExpectsOneAnswerAndSomeFacts() throws IOException {
    Listing<TestRow> reading =
        TestsFormat.chat(
            file(
                """
                text,expected,kind,facts
                ¿precio?,"Son 14,50 €. Sí | no.",new,"14,50|€"
                ¿qué?,,odd,
                """));

    assertThat(reading.values())
        .containsExactly(
            new TestRow(
                "¿precio?", List.of("Son 14,50 €. Sí | no."), "new", List.of("14,50", "€")));
    assertThat(reading.findings())
        .containsExactly(
            new DatasetProblem.MissingLabel("tests.csv", 3, "expected"),
            new DatasetProblem.UnknownKind("tests.csv", 3, "odd"));
  }

  @Test
  void testsAreComparedWithWhatIsLearned() {
    List<Located<TestRow>> tests =
        List.of(
            new Located<>(
                new TestRow("Me lo llevo!", List.of("comprar"), "new", List.of()), "t", 2),
            new Located<>(
                new TestRow("me lo llevo", List.of("comprar"), "data", List.of()), "t", 3),
            new Located<>(new TestRow("otra", List.of("pedir"), "new", List.of()), "t", 4));

    assertThat(
            TestsFormat.faults(
                tests, List.of("comprar", "queja"), List.of(new Located<>("me lo llevó", "e", 7))))
        .containsExactly(
            new DatasetProblem.NotNew("t", 2, "e", 7),
            new DatasetProblem.UnknownLabel("t", 4, "pedir", List.of("comprar", "queja")));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("tests.csv"), content);
  }
}
