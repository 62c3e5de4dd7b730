package dev.afina.cli;

import dev.afina.core.FileProblem;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// A file that is named on the command line, or standard input, which is `-`. What is read there is
/// kept in a file while the command runs, because it is read more than once.
record Input(Source source, @Nullable Path kept) implements AutoCloseable {

  static final String STANDARD = "-";

  static Input of(String name, Call call) {
    if (!name.equals(STANDARD)) return new Input(ImportChoices.existing(Path.of(name)), null);
    try {
      Path kept = Files.createTempFile("afina", ".in");
      Files.copy(call.outside.in(), kept, StandardCopyOption.REPLACE_EXISTING);
      return new Input(new Source(STANDARD, () -> Files.newInputStream(kept)), kept);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(STANDARD), e);
    }
  }

  @Override
  public void close() {
    if (kept == null) return;
    try {
      Files.deleteIfExists(kept);
    } catch (IOException e) {
      kept.toFile().deleteOnExit();
    }
  }
}
