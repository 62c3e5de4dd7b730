package dev.afina.cli;

import dev.afina.text.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Terminals of tests, and programs called in them.
final class Terminals {
  private Terminals() {}

  static final Texts ENGLISH = Texts.in(Locale.ENGLISH);
  static final Texts SPANISH = Texts.in(Locale.of("es", "ES"));

  static Terminal pipe() {
    return new Terminal(120, false, false, StandardCharsets.UTF_8);
  }

  static Terminal wide() {
    return new Terminal(140, false, true, StandardCharsets.UTF_8);
  }

  /// What a call wrote, and how it ended.
  record Ended(int code, String out, String err) {}

  static Ended afina(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Afina.run(List.of(arguments), outside(environment, pipe(), out, err));
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Outside outside(
      Map<String, String> environment,
      Terminal terminal,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err) {
    return new Outside(
        environment,
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        false,
        "./afina",
        Path.of("no-dist"),
        InstantSource.fixed(Instant.parse("2026-11-21T10:15:30.120Z")));
  }

  /// A screen and what was drawn on it.
  record Drawn(Screen screen, ByteArrayOutputStream bytes, Charset charset) {
    static Drawn on(Terminal terminal) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      // A clock that leaps: every status line is drawn.
      long[] now = {0};
      Screen screen =
          new Screen(
              new PrintStream(bytes, true, StandardCharsets.UTF_8),
              terminal,
              () -> now[0] += 1_000_000_000L);
      return new Drawn(screen, bytes, terminal.charset());
    }

    String text() {
      return bytes.toString(charset);
    }
  }
}
