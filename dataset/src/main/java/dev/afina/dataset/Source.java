package dev.afina.dataset;

import dev.afina.core.FileProblem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Bytes with a name: a file, standard input, or a text in memory.
///
/// @param name as findings call it: the file's name without its folder
public record Source(String name, Opening opening) {

  /// Opens the bytes from their beginning.
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  public static Source of(Path file) {
    String name = Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    return new Source(
        name,
        () -> {
          try {
            if (Files.isDirectory(file)) throw new IOException("it is a folder");
            return Files.newInputStream(file);
          } catch (IOException e) {
            throw FileProblem.reading(file, e);
          }
        });
  }

  public static Source of(String name, byte[] bytes) {
    return new Source(name, () -> new ByteArrayInputStream(bytes));
  }

  /// @throws dev.afina.core.Refused if it cannot be opened
  public InputStream open() {
    try {
      return new BufferedInputStream(opening.open(), 1 << 16);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(name), e);
    }
  }
}
