package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
  private static final String CHAT =
      "<conversation><message role='user'>¿Cuándo abrís, mañana?</message>"
          + "<message role='agent'>A las 9.</message></conversation>";

  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true));
  }

  @AfterEach
  void stopListening() {
    System.setErr(err);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml"
      })
  void aDamagedWorkbookIsRefusedAndNothingIsPrinted(String part) throws IOException {
    Conversation one = Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí."));
    byte[] whole = Samples.written(new ExcelFormat(ImportOptions.NONE), List.of(one));

    assertThatThrownBy(() -> read(new ExcelFormat(ImportOptions.NONE), damaged(whole, part)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOf(DatasetProblem.BrokenWorkbook.class));
  }

  @Test
  void whatStandsBeforeABadByteIsRead() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("<chats>" + CHAT + CHAT).getBytes(StandardCharsets.UTF_8));
    file.write(0xFF);
    file.writeBytes((CHAT + "</chats>").getBytes(StandardCharsets.UTF_8));

    List<Reading> readings = read(new XmlFormat(ImportOptions.NONE), file.toByteArray());

    assertThat(Samples.conversations(readings)).hasSize(2);
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.BrokenXml("f", 1, "no UTF-8 text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE"})
  void theEncodingThatIsDeclaredIsTaken(String name) {
    String file = "<?xml version='1.0' encoding='" + name + "'?><chats>" + CHAT + "</chats>";

    List<Reading> readings =
        read(new XmlFormat(ImportOptions.NONE), file.getBytes(Charset.forName(name)));

    assertThat(Samples.conversations(readings).getFirst().question().getLast().content())
        .isEqualTo("¿Cuándo abrís, mañana?");
  }

  @Test
  void anEncodingThatNobodyKnowsIsSaid() {
    byte[] file = "<?xml version='1.0' encoding='KLINGON'?><chats/>".getBytes();

    assertThat(Samples.told(read(new XmlFormat(ImportOptions.NONE), file)))
        .containsExactly(new DatasetProblem.BrokenXml("f", 1, "unknown encoding KLINGON"));
  }

  private static List<Reading> read(ConversationFormat format, byte[] bytes) {
    try (var readings = format.read(Source.of("f", bytes))) {
      return readings.toList();
    }
  }

  /// A byte that begins no letter of UTF-8 in one part of a workbook.
  private byte[] damaged(byte[] workbook, String part) throws IOException {
    Path file = Files.write(folder.resolve("damaged.xlsx"), workbook);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      byte[] content = Files.readAllBytes(zip.getPath(part));
      content[content.length - 20] = (byte) 0xFF;
      Files.write(zip.getPath(part), content);
    }
    return Files.readAllBytes(file);
  }
}
