package dev.afina.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {
  @TempDir Path folder;

  @Test
  void aFileInAnotherEncodingIsCalledThat() throws IOException {
    Path file = folder.resolve("eñe.jsonl");
    Files.write(file, "\"eñe\"\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(() -> Json.read(file, String.class)))
        .isEqualTo(new FileProblem.NotUtf8(file));
    assertThat(refused(() -> Json.readLines(file, String.class)))
        .isEqualTo(new FileProblem.NotUtf8(file));
  }

  @Test
  void aMissingRightIsNoWordOfTheSystem() {
    AccessDeniedException denied = new AccessDeniedException("x");
    assertThat(FileProblem.reading(folder, denied).facts())
        .containsExactly(new FileProblem.NoPermission(folder, false));
    assertThat(FileProblem.writing(folder, denied).facts())
        .containsExactly(new FileProblem.NoPermission(folder, true));
  }

  @Test
  void aFullDiskIsRecognisedByItsReason() {
    IOException full = new FileSystemException("x", null, "No space left on device");
    assertThat(FileProblem.writing(folder, full).facts())
        .containsExactly(new FileProblem.DiskFull(folder));
  }

  private static Fact refused(Runnable reading) {
    return catchThrowableOfType(Refused.class, reading::run).facts().getFirst();
  }
}
