package dev.afina.report;

import dev.afina.core.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The fonts of paper, from a library that only packs them: DejaVu.
final class Fonts {
  private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans";

  /// Where Java finds out which fonts a machine has, unless this names a file.
  private static final String JAVAS = "sun.awt.fontconfig";

  private Fonts() {}

  /// @param name for instance `Condensed-Bold`
  static InputStream open(String name) {
    String font = FOLDER + name + ".ttf";
    return Objects.requireNonNull(Fonts.class.getResourceAsStream(font), font);
  }

  /// Tells Java of one font. It asks the machine for some before it measures a word in a picture,
  /// although the word is set in ours, and fails on a machine without any. What it is told counts
  /// if it has not asked yet, and does no harm afterwards.
  static synchronized void introduce() {
    if (System.getProperty(JAVAS) != null) return;
    try (InputStream font = open("Condensed")) {
      Path folder = Files.createTempDirectory("afina-fonts");
      Path file = folder.resolve("afina.ttf");
      Path list = folder.resolve("fonts.properties");
      SafeFile.write(file, font::transferTo);
      SafeFile.write(list, list(file));
      for (Path one : List.of(folder, file, list)) one.toFile().deleteOnExit();
      System.setProperty(JAVAS, list.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The form of a `fontconfig.properties`, of which every Java has an example.
  private static String list(Path font) {
    StringBuilder list = new StringBuilder("version=1\nsequence.allfonts=latin-1\n");
    for (String name : List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput"))
      for (String style : List.of("plain", "bold", "italic", "bolditalic"))
        list.append("%s.%s.latin-1=Afina\n".formatted(name, style));
    return list.append("filename.Afina=").append(font).append('\n').toString();
  }
}
