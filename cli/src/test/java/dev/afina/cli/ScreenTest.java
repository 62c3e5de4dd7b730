package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Screen.Style;
import dev.afina.cli.Terminals.Drawn;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void aStatusLineIsDrawnOverAndLeavesNoTrace() {
    Drawn drawn = Drawn.on(Terminals.wide());
    drawn.screen().status("one");
    drawn.screen().status("two");
    drawn.screen().line("done");
    assertThat(drawn.text()).isEqualTo("one\r\u001b[2Ktwo\r\u001b[2Kdone\n");
  }

  @Test
  void aPipeSeesNoStatusLine() {
    Drawn drawn = Drawn.on(Terminals.pipe());
    drawn.screen().status("one");
    drawn.screen().line("done");
    assertThat(drawn.text()).isEqualTo("done\n");
  }

  @Test
  void aStatusLineStaysOnOneLine() {
    Drawn drawn = Drawn.on(new Terminal(20, false, true, StandardCharsets.UTF_8));
    drawn.screen().status("x".repeat(50));
    assertThat(drawn.text()).hasSize(19);
  }

  @Test
  void lettersThatThePlaceDoesNotTakeBecomePlainerOnes() {
    Drawn drawn = Drawn.on(new Terminal(80, false, false, StandardCharsets.US_ASCII));
    drawn.screen().line("━━── época 7 · «¿niño?» ├──●─┤ 81\u00a0% …");
    assertThat(drawn.text()).isEqualTo("==-- epoca 7 - \"nino?\" |--o-| 81 % ...\n");
  }

  @Test
  void colourIsLeftOutWhereItIsNotWanted() {
    Terminal coloured = new Terminal(80, true, true, StandardCharsets.UTF_8);
    assertThat(Drawn.on(coloured).screen().styled(Style.BAD, "x"))
        .isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(Drawn.on(Terminals.pipe()).screen().styled(Style.BAD, "x")).isEqualTo("x");
  }

  @Test
  void whatLiesBesideFindsItsColumnOrTheEndOfTheLineOrTheNextLine() {
    Drawn drawn = Drawn.on(new Terminal(30, false, false, StandardCharsets.UTF_8));
    drawn.screen().beside("left", "right", 20, 4);
    drawn.screen().beside("left", "a/longer/one", 20, 4);
    drawn.screen().beside("left as long as it gets", "a/longer/one", 20, 4);
    assertThat(drawn.text())
        .isEqualTo(
            """
            left                right
            left              a/longer/one
            left as long as it gets
                a/longer/one
            """);
  }

  @Test
  void aParagraphKeepsItsMargin() {
    Drawn drawn = Drawn.on(new Terminal(24, false, false, StandardCharsets.UTF_8));
    drawn.screen().paragraph("  rule  ", "each sentence needs an intent");
    assertThat(drawn.text())
        .isEqualTo(
            """
              rule  each sentence
                    needs an intent
            """);
  }
}
