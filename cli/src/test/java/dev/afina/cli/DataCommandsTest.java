package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandsTest {
  @TempDir Path folder;

  @Test
  void aSpreadsheetIsImportedFilteredAndExported() throws IOException {
    Path chats = chats(20, 4);
    Path all = folder.resolve("all.jsonl");
    Path good = folder.resolve("good.jsonl");
    Path train = folder.resolve("train.jsonl");

    assertThat(afina("data", "import", chats.toString(), "--out", all.toString()).code()).isZero();
    var filtered = afina("data", "filter", all.toString(), "--out", good.toString());
    assertThat(filtered.code()).as(filtered.err()).isEqualTo(Exit.DONE);
    assertThat(filtered.out()).contains("Of 24 conversations 20 remain and 4 are excluded.");
    var exported =
        afina("data", "export", good.toString(), "--as", "openai", "--out", train.toString());

    assertThat(exported.code()).isEqualTo(Exit.DONE_WITH_FINDINGS);
    assertThat(exported.out()).contains("no place for ratings");
    assertThat(Files.readAllLines(train)).hasSize(20);
    assertThat(Json.readLines(train, Conversation.class).getFirst().answer()).isEqualTo("r0");
    assertThat(Files.readString(train)).doesNotContain("stars").doesNotContain("provenance");
  }

  @Test
  void nothingIsWrittenWithTooFewUnlessAgreed() throws IOException {
    Path chats = chats(9, 3);
    Path out = folder.resolve("good.jsonl");

    var refused = afina("data", "filter", chats.toString(), "--out", out.toString());
    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err()).contains("--yes");
    assertThat(out).doesNotExist();

    var agreed = afina("data", "filter", chats.toString(), "--out", out.toString(), "--yes");
    assertThat(agreed.code()).isEqualTo(Exit.DONE_WITH_FINDINGS);
    assertThat(Files.readAllLines(out)).hasSize(9);

    var fewer = afina("data", "filter", chats(5, 4).toString(), "--yes");
    assertThat(fewer.code()).as("9 before any filter").isEqualTo(Exit.REFUSED);
  }

  @Test
  void findingsAreOneALineForPrograms() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.jsonl"),
            """
            {"messages": [{"role": "user", "content": "EspaÃ±a"}, {"role": "assistant", "content": "Sí."}]}
            {"messages": [{"role": "boss", "content": "x"}]}
            """);

    var ended = afina("data", "import", file.toString(), "--json");

    assertThat(ended.code()).isEqualTo(Exit.DONE_WITH_FINDINGS);
    List<Map<?, ?>> lines =
        ended.out().lines().<Map<?, ?>>map(line -> Json.parse(line, Map.class)).toList();
    assertThat(lines.get(0).get("line")).isEqualTo(1);
    assertThat(lines.get(0).get("severity")).isEqualTo("warning");
    assertThat(lines.get(0).get("rule")).isEqualTo("DatasetProblem.Mojibake");
    assertThat(lines.get(0).get("repair")).isEqualTo("España");
    assertThat(lines.get(1).get("rule")).isEqualTo("DatasetProblem.UnknownRole");
    assertThat(lines.get(1).get("message")).asString().contains("boss");
  }

  @Test
  void anExportThatWouldBeEmptyLeavesTheOldFile() throws IOException {
    Path old = Files.writeString(folder.resolve("pairs.jsonl"), "old\n");
    var ended =
        afina("data", "export", chats(12, 0).toString(), "--as", "dpo", "--out", old.toString());

    assertThat(ended.code()).isEqualTo(Exit.REFUSED);
    assertThat(Files.readString(old)).isEqualTo("old\n");
  }

  @Test
  void aProjectBeginsWithASpreadsheet() throws IOException {
    Path project = folder.resolve("shop");
    var ended = afina("new", project.toString(), "--from", chats(12, 3).toString(), "--json");

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("\"chat\"");
    assertThat(Files.readAllLines(project.resolve("examples.jsonl"))).hasSize(15);
  }

  private static Terminals.Ended afina(String... arguments) {
    return Terminals.afina(Map.of("AFINA_LANG", "en"), arguments);
  }

  /// A table of conversations, the last ones rated with one star.
  private Path chats(int good, int bad) throws IOException {
    String rows =
        IntStream.range(0, good + bad)
            .mapToObj(i -> "pregunta " + i + ";r" + i + ";" + (i < good ? 5 : 1))
            .collect(Collectors.joining("\n"));
    return Files.writeString(
        Files.createTempFile(folder, "chats", ".csv"), "Pregunta;Respuesta;Estrellas\n" + rows);
  }
}
