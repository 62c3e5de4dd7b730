package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledFormatTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text,label\n\"hola, quiero unas botas\",comprar\n",
        "texto;intención\nhola, quiero unas botas;comprar\n",
        "Texto;INTENCION\r\nhola, quiero unas botas;comprar\r\n",
        "\uFEFFtext\tintent\nhola, quiero unas botas\tcomprar\n",
        "id;Etiqueta;texto\n1;comprar;hola, quiero unas botas\n"
      })
  void aSentenceIsReadWhateverTheColumnsAreCalledAndDividedBy(String csv) throws IOException {
    Listing<Labelled> reading = LabelledFormat.read(file("examples.csv", csv));

    assertThat(reading.findings()).isEmpty();
    assertThat(reading.values())
        .containsExactly(new Labelled("hola, quiero unas botas", "comprar"));
    assertThat(reading.items().getFirst().line()).isEqualTo(2);
  }

  @Test
  void allFaultsAreFoundAtOnceWithTheirLines() throws IOException {
    Listing<Labelled> reading =
        LabelledFormat.read(
            file(
                "e.csv",
                """
                text,label
                quiero pagar,comprar
                ,comprar
                quiero devolver,
                hola, buenas,consulta
                adiós,Ninguna
                ay,queja|devolver
                "dos
                líneas",queja
                """));

    assertThat(reading.findings())
        .containsExactlyInAnyOrder(
            new DatasetProblem.EmptyText("e.csv", 3),
            new DatasetProblem.MissingLabel("e.csv", 4, "label"),
            new DatasetProblem.UnevenRow("e.csv", 5, 3, 2),
            new DatasetProblem.ReservedLabel("e.csv", 7, "queja|devolver"));
    assertThat(reading.values())
        .containsExactly(
            new Labelled("quiero pagar", "comprar"),
            new Labelled("adiós", "none"),
            new Labelled("dos\nlíneas", "queja"));
    assertThat(reading.items().getLast().line()).isEqualTo(8);
  }

  @Test
  void aMissingColumnIsNamedWithTheColumnsThereAre() throws IOException {
    Listing<Labelled> reading = LabelledFormat.read(file("e.csv", "frase,label\nhola,saludo\n"));

    assertThat(reading.findings())
        .containsExactly(
            new DatasetProblem.MissingColumn("e.csv", "text", List.of("frase", "label")));
  }

  @Test
  void aQuoteThatIsNeverClosedDoesNotSwallowTheRestSilently() throws IOException {
    Listing<Labelled> reading =
        LabelledFormat.read(file("e.csv", "text,label\nuno,a\n\"dos,a\ntres,a\n"));

    assertThat(reading.findings()).singleElement().isInstanceOf(DatasetProblem.BrokenCsv.class);
    assertThat(((DatasetProblem.BrokenCsv) reading.findings().getFirst()).line()).isEqualTo(3);
  }

  @Test
  void aBrokenLineOfJsonCostsOneLine() throws IOException {
    Listing<Labelled> reading =
        LabelledFormat.read(
            file(
                "e.jsonl",
                """
                {"text": "uno", "label": "a"}
                {"text": "dos", "label":
                {"texto": "tres", "intención": "b"}
                {"label": "b"}
                """));

    assertThat(reading.values())
        .containsExactly(new Labelled("uno", "a"), new Labelled("tres", "b"));
    assertThat(reading.findings()).hasSize(2);
    assertThat(reading.findings().getFirst())
        .isInstanceOfSatisfying(
            DatasetProblem.BrokenJson.class, broken -> assertThat(broken.line()).isEqualTo(2));
    assertThat(reading.findings().getLast())
        .isEqualTo(new DatasetProblem.MissingField("e.jsonl", 4, "text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "MacRoman", "CP850"})
  void anotherEncodingIsNamedWithTheFirstLineThatShowsIt(String encoding) throws IOException {
    String csv = "text,label\nhola,saludo\n¿cuándo llegará mi camión, señor?,consulta\n";
    Charset charset =
        Charset.forName(
            switch (encoding) {
              case "MacRoman" -> "x-MacRoman";
              case "CP850" -> "IBM850";
              default -> encoding;
            });
    Path path = folder.resolve("e.csv");
    Files.write(path, csv.getBytes(charset));

    assertThat(LabelledFormat.read(path).findings())
        .containsExactly(new DatasetProblem.WrongEncoding("e.csv", 3, encoding));
  }

  @Test
  void utf16OfASpreadsheetIsRecognised() throws IOException {
    Path path = folder.resolve("e.csv");
    Files.write(path, "text,label\nhola,saludo\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(LabelledFormat.read(path).findings())
        .containsExactly(new DatasetProblem.WrongEncoding("e.csv", 1, "UTF-16LE"));
  }

  @Test
  void anEmptyFileIsAFinding() throws IOException {
    assertThat(LabelledFormat.read(file("e.csv", "")).findings())
        .containsExactly(new DatasetProblem.NoRows("e.csv"));
    assertThat(LabelledFormat.read(file("e.csv", "text,label\n")).findings())
        .containsExactly(new DatasetProblem.NoRows("e.csv"));
    assertThat(LabelledFormat.read(file("e.jsonl", "\n")).findings())
        .containsExactly(new DatasetProblem.NoRows("e.jsonl"));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
