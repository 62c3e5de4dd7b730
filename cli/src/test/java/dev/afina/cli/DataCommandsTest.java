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
  void whatIsNotSaidOfTheSharesFollowsFromTheOthers() throws IOException {
    String chats = chats(20, 20).toString();
    Path two = folder.resolve("two");
    Path three = folder.resolve("three");

    assertThat(afina("data", "split", chats, "--out", two.toString()).code()).isZero();
    assertThat(afina("data", "split", chats, "--out", three.toString(), "--test", "0.1").code())
        .isZero();

    assertThat(two.resolve("test.jsonl")).doesNotExist();
    assertThat(Files.readString(two.resolve("manifest.json"))).contains("\"validation\": 0.2,");
    assertThat(Files.readString(three.resolve("manifest.json")))
        .contains("\"training\": 0.72,", "\"validation\": 0.18,", "\"test\": 0.1,");
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

  @Test
  void theReportIsAPageInTheReadersLanguage() throws IOException {
    Path page = folder.resolve("report.html");
    var ended =
        Terminals.afina(
            Map.of("AFINA_LANG", "es"),
            "data",
            "report",
            chats(12, 3).toString(),
            "--html",
            page.toString(),
            "--model",
            "gpt-4.1-mini",
            "--budget",
            "0.000001");

    assertThat(ended.code()).as("over the budget").isEqualTo(Exit.REFUSED);
    assertThat(Files.readString(page))
        .contains("<html lang=\"es\"")
        .contains("<svg")
        .contains("presupuesto")
        .doesNotContain("???");
  }

  @Test
  void variationsStayInTheirGroupAndKeepTheirAnswer() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.jsonl"),
            """
            {"messages": [{"role": "user", "content": "Hola, quiero comprar la camisa azul que vi en su tienda"}, {"role": "assistant", "content": "Claro."}], "group": "g1"}
            """);
    Path out = folder.resolve("more.jsonl");

    var ended = afina("data", "augment", file.toString(), "--out", out.toString(), "--json");

    assertThat(ended.code()).as(ended.err()).isZero();
    List<Conversation> all = Json.readLines(out, Conversation.class);
    assertThat(all).hasSizeGreaterThan(3);
    assertThat(all).extracting(one -> one.about().group()).containsOnly("g1");
    assertThat(all).extracting(Conversation::answer).containsOnly("Claro.");
    assertThat(all).extracting(one -> one.question().getLast().content()).doesNotHaveDuplicates();
  }

  @Test
  void personalDataDoNotLeaveUnlessSomebodySaysSo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.jsonl"),
            """
            {"messages": [{"role": "user", "content": "Mi DNI es 12345678Z"}, {"role": "assistant", "content": "Gracias."}]}
            """);
    Path out = folder.resolve("train.jsonl");
    String[] export = {
      "data", "export", file.toString(), "--as", "openai", "--out", out.toString()
    };

    var refused = afina(export);
    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err()).contains("DNI").contains("--with-personal");
    assertThat(out).doesNotExist();

    String[] said = java.util.Arrays.copyOf(export, export.length + 1);
    said[export.length] = "--with-personal";
    assertThat(afina(said).code()).isNotEqualTo(Exit.REFUSED);
    assertThat(out).exists();
  }

  @Test
  void tokensHaveAPriceAndADayOnWhichItEnds() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.jsonl"),
            """
            {"messages": [{"role": "user", "content": "hola"}, {"role": "assistant", "content": "Buenas."}]}
            """);
    var ended =
        afina(
            "data",
            "tokens",
            file.toString(),
            "--model",
            "gpt-4.1-mini",
            "--epochs",
            "3",
            "--json");

    assertThat(ended.code()).as(ended.err()).isZero();
    var lines = ended.out().strip().lines().map(Json::tree).toList();
    var json = lines.getLast();
    assertThat(lines.getFirst().get("tokens")).isEqualTo(json.get("tokens"));
    assertThat(json.get("billed").asLong()).isEqualTo(3 * json.get("tokens").asLong());
    assertThat(ended.out()).contains("2027-01-06");
  }

  @Test
  void aProjectWithTooFewRatedWellAsksBeforeItGoesOn() throws IOException {
    Path project = folder.resolve("chats");
    assertThat(afina("new", project.toString(), "--from", chats(11, 4).toString()).code()).isZero();

    var refused = afina("run", project.toString(), "--to", "examples");
    assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    assertThat(refused.err()).contains("--yes");

    assertThat(afina("run", project.toString(), "--to", "examples", "--yes").code())
        .isEqualTo(Exit.DONE_WITH_FINDINGS);
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
