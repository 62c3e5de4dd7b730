package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.ImportOptions.TableChoice;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

  @Test
  void rowsOfOneConversationBelongTogether() {
    List<Reading> readings =
        Samples.read(
            "chats.csv",
            """
            Hilo;Pregunta;Respuesta;Estrellas;Comentario;Corrección
            1;¿Abren?;Sí;5;bien;
            1;¿Hasta cuándo?;Ni idea;1;;Hasta las 22
            2;"¿Precio; con IVA?";14 €;;;
            3;;vacía;;;
            4;a;b
            """);

    List<Conversation> conversations = Samples.conversations(readings);
    assertThat(conversations).hasSize(2);
    Conversation first = conversations.getFirst();
    assertThat(first.messages()).hasSize(4);
    assertThat(first.messages().get(1).feedback().ratings())
        .containsExactly(new Rating(5, "bien", null, null));
    assertThat(first.answer()).isEqualTo("Hasta las 22");
    assertThat(first.messages().get(3).feedback().rejected()).isEqualTo("Ni idea");
    assertThat(conversations.get(1).question()).containsExactly(Message.user("¿Precio; con IVA?"));
    assertThat(Samples.told(readings))
        .containsExactly(
            new DatasetProblem.EmptyText("chats.csv", 5),
            new DatasetProblem.UnevenRow("chats.csv", 6, 3, 6));
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLine() {
    List<Reading> readings =
        Samples.read("c.csv", "question,answer\na,b\n\"c,d\ne,f\n\"g\nh\",i\n");

    assertThat(Samples.conversations(readings).stream().map(Conversation::answer))
        .containsExactly("b", "f", "i");
    assertThat(Samples.told(readings))
        .singleElement()
        .isInstanceOfSatisfying(
            DatasetProblem.BrokenCsv.class, broken -> assertThat(broken.line()).isEqualTo(3));
  }

  @Test
  void columnsCanBeNamedAndUnknownOnesAreRefused() {
    Source source = Samples.source("c.csv", "x,y\na,b\n");

    assertThat(
            Samples.conversations(
                Samples.read(source, columns(Map.of("user", "x", "assistant", "y")))))
        .containsExactly(Conversation.of(Message.user("a"), Message.assistant("b")));
    assertThatThrownBy(() -> Samples.read(source, ImportOptions.NONE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(new DatasetProblem.NoColumns("c.csv", List.of("x", "y"))));
    assertThatThrownBy(() -> Samples.read(source, columns(Map.of("user", "z"))))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "x-MacRoman", "IBM850", "UTF-16"})
  void anyEncodingIsReadAndNamed(String charset) {
    String csv = "pregunta;respuesta\nhola;buenas\n¿cuándo llegará mi camión, señor?;mañana\n";
    List<Reading> readings =
        Samples.read(
            Source.of("c.csv", csv.getBytes(Charset.forName(charset))), ImportOptions.NONE);

    assertThat(Samples.conversations(readings).getLast().question())
        .containsExactly(Message.user("¿cuándo llegará mi camión, señor?"));
    boolean named =
        Samples.told(readings).stream().anyMatch(DatasetProblem.OtherEncoding.class::isInstance);
    assertThat(named).isEqualTo(!charset.equals("UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkbookHasSheetsMergedCellsAndDates(boolean xlsx) throws IOException {
    Source source = Source.of(xlsx ? "chats.xlsx" : "chats.xls", workbook(xlsx));

    List<Conversation> read = Samples.conversations(Samples.read(source, ImportOptions.NONE));

    assertThat(read).hasSize(2);
    assertThat(read.getFirst().messages()).hasSize(4);
    assertThat(read.getFirst().about().id()).isEqualTo("7");
    assertThat(read.getFirst().about().time()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(read.getFirst().messages().get(1).feedback().ratings())
        .containsExactly(Rating.of(4));
    assertThatThrownBy(() -> Samples.read(source, sheet("nope")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(
                        new DatasetProblem.UnknownSheet(
                            source.name(), "nope", List.of("vacía", "chats"))));
    assertThat(Samples.conversations(Samples.read(source, sheet("chats")))).isEqualTo(read);
  }

  private static byte[] workbook(boolean xlsx) throws IOException {
    try (Workbook workbook = xlsx ? new XSSFWorkbook() : new HSSFWorkbook()) {
      workbook.createSheet("vacía");
      Sheet sheet = workbook.createSheet("chats");
      CellStyle date = workbook.createCellStyle();
      date.setDataFormat(workbook.createDataFormat().getFormat("dd/mm/yyyy"));
      String[] header = {"Conversación", "Fecha", "Pregunta", "Respuesta", "Valoración"};
      Row first = sheet.createRow(0);
      for (int i = 0; i < header.length; i++) first.createCell(i).setCellValue(header[i]);
      String[][] said = {{"uno", "1"}, {"dos", "2"}, {"tres", "3"}};
      for (int i = 0; i < said.length; i++) {
        Row row = sheet.createRow(i + 1);
        if (i != 1) row.createCell(0).setCellValue(i == 0 ? 7 : 8);
        row.createCell(1).setCellValue(LocalDate.of(2026, 1, 31));
        row.getCell(1).setCellStyle(date);
        row.createCell(2).setCellValue(said[i][0]);
        row.createCell(3).setCellValue(said[i][1]);
        row.createCell(4).setCellValue(4);
      }
      sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      workbook.write(out);
      return out.toByteArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "excel"})
  void whatASpreadsheetWouldRunIsMadeHarmlessAndComesBack(String word) {
    ConversationFormat format = Formats.named(word, ImportOptions.NONE).orElseThrow();
    Conversation attack =
        Conversation.of(
            Message.user("=cmd|'/c calc'!A1"), Message.assistant("@SUM(1+1)"), Message.user("-2"));
    byte[] bytes = Samples.written(format, List.of(attack));

    if (word.equals("csv"))
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .contains(",'=cmd")
          .contains("'@SUM")
          .contains(",'-2");
    try (var readings = format.read(Source.of("back", bytes))) {
      assertThat(Samples.conversations(readings.toList()).getFirst().messages())
          .isEqualTo(attack.messages());
    }
  }

  @Test
  void aZipBombIsNoWorkbook() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) zip.write(zeros);
    }

    assertThatThrownBy(
            () -> Samples.read(Source.of("b.xlsx", bytes.toByteArray()), ImportOptions.NONE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOf(DatasetProblem.BrokenWorkbook.class));
  }

  @Test
  void scalesMapMarksToStars() {
    assertThat(Scale.STARS.stars("4,0").getAsInt()).isEqualTo(4);
    assertThat(Scale.STARS.stars("3/5").getAsInt()).isEqualTo(3);
    assertThat(Scale.STARS.stars("★★☆☆☆").getAsInt()).isEqualTo(2);
    assertThat(Scale.STARS.stars("bien")).isEmpty();
    assertThat(Scale.parse("0-10").stars("10").getAsInt()).isEqualTo(5);
    assertThat(Scale.parse("0-10").stars("0").getAsInt()).isEqualTo(1);
    assertThat(Scale.parse("bien=5, mal=1").stars("Mal").getAsInt()).isEqualTo(1);
    assertThatThrownBy(() -> Scale.parse("bien=9")).isInstanceOf(Refused.class);
  }

  private static ImportOptions columns(Map<String, String> columns) {
    return new ImportOptions(Scale.STARS, null, columns, TableChoice.FOUND, null);
  }

  private static ImportOptions sheet(String name) {
    return new ImportOptions(Scale.STARS, null, Map.of(), new TableChoice(null, name, null), null);
  }
}
