package dev.afina.cli;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What the place can do that is written to.
///
/// @param width in characters
/// @param colour whether it shows colours, and the reader wants them
/// @param redraw whether a line can be written over; not so in a pipe or a file
/// @param charset what it takes letters in
record Terminal(int width, boolean colour, boolean redraw, Charset charset) {
  private static final int PIPE_WIDTH = 120;
  private static final int USUAL_WIDTH = 80;

  /// @param interactive whether a person looks at it
  /// @param encoding what Java found out about it (`stdout.encoding`), or an empty text
  static Terminal of(Map<String, String> environment, boolean interactive, String encoding) {
    if (!interactive) {
      return new Terminal(
          PIPE_WIDTH, false, false, charsetOfLocale(environment, StandardCharsets.UTF_8));
    }
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        columns(environment),
        !dumb && !noColour,
        !dumb,
        charsetOfLocale(environment, charset(encoding, StandardCharsets.UTF_8)));
  }

  private static int columns(Map<String, String> environment) {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
      return columns > 0 ? Math.max(20, columns) : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  /// The one that the locale names (`es_ES.ISO-8859-1`), also where that locale is not installed
  /// and Java therefore knows nothing of it.
  private static Charset charsetOfLocale(Map<String, String> environment, Charset otherwise) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(environment::get)
            .filter(value -> value != null && !value.isEmpty())
            .findFirst()
            .orElse("");
    int dot = locale.indexOf('.');
    String name = dot < 0 ? "" : locale.substring(dot + 1).replaceAll("@.*", "");
    return charset(name, otherwise);
  }

  private static Charset charset(String name, Charset otherwise) {
    try {
      return name.isEmpty() ? otherwise : Objects.requireNonNull(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return otherwise;
    }
  }
}
