package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.SafeFile;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers and containers often have no fonts at all: Java itself then refuses to measure a word.
class BareMachineTest {
  @TempDir Path folder;

  @Test
  void aMachineWithoutFontsWritesTheSamePaper() throws Exception {
    Path fonts = folder.resolve("fonts.conf");
    SafeFile.write(fonts, "<?xml version=\"1.0\"?><fontconfig></fontconfig>\n");
    Path paper = folder.resolve("paper.pdf");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "-Djava.awt.headless=true",
            "-Duser.home=" + folder, // what Java remembers of a machine's fonts lies there
            Elsewhere.class.getName(),
            paper.toString());
    command.environment().put("FONTCONFIG_FILE", fonts.toString());
    Path said = folder.resolve("said.txt");
    Process process = command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(Files.readAllBytes(paper)).isEqualTo(paper(folder.resolve("here")));
  }

  private static byte[] paper(Path folder) {
    return ProjectReport.pdf(Dossiers.shop(folder), Locale.forLanguageTag("es-ES"));
  }

  /// The same in a process of its own, for Java looks for fonts only once.
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] arguments) {
      FontRenderContext context = new FontRenderContext(null, true, true);
      assertThatThrownBy(() -> new Font("Dialog", Font.PLAIN, 12).getStringBounds("a", context))
          .as("a machine without fonts")
          .isNotNull();
      Path paper = Path.of(arguments[0]);
      SafeFile.write(paper, out -> out.write(paper(paper.resolveSibling("there"))));
    }
  }
}
