package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void aPipeIsPlainAndTakesUtf8() {
    Terminal pipe = Terminal.of(Map.of("LANG", "C", "COLUMNS", "40"), false, "US-ASCII");
    assertThat(pipe).isEqualTo(new Terminal(120, false, false, StandardCharsets.UTF_8));
  }

  @Test
  void aPipeTakesWhatTheLocaleSays() {
    Terminal pipe = Terminal.of(Map.of("LANG", "es_ES.ISO-8859-15@euro"), false, "");
    assertThat(pipe.charset().name()).isEqualTo("ISO-8859-15");
  }

  @Test
  void aTerminalIsAsWideAsItSays() {
    assertThat(Terminal.of(Map.of("COLUMNS", "97"), true, "UTF-8").width()).isEqualTo(97);
    assertThat(Terminal.of(Map.of("COLUMNS", "wide"), true, "UTF-8").width()).isEqualTo(80);
  }

  @Test
  void aTerminalTakesUtf8WhereTheLocaleSaysSoThoughItIsNotInstalled() {
    Terminal terminal = Terminal.of(Map.of("LANG", "es_ES.UTF-8"), true, "ANSI_X3.4-1968");
    assertThat(terminal.charset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void noColorIsRespected() {
    assertThat(Terminal.of(Map.of(), true, "UTF-8").colour()).isTrue();
    assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true, "UTF-8").colour()).isFalse();
    assertThat(Terminal.of(Map.of("NO_COLOR", ""), true, "UTF-8").colour()).isTrue();
  }

  @Test
  void aDumbTerminalIsNeitherColouredNorRedrawn() {
    Terminal dumb = Terminal.of(Map.of("TERM", "dumb"), true, "US-ASCII");
    assertThat(dumb).isEqualTo(new Terminal(80, false, false, StandardCharsets.US_ASCII));
  }
}
