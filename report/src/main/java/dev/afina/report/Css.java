package dev.afina.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The style sheets of this module.
final class Css {
  private Css() {}

  static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Css.class.getResourceAsStream(name), "the style sheet is part of the jar")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
