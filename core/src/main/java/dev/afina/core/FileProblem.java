package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/// What can be wrong with a file, whatever is in it.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "problem")
public sealed interface FileProblem extends Fact {

  record Missing(Path path) implements FileProblem {}

  /// The user has no right to read it, or to write it.
  record NoPermission(Path path, boolean writing) implements FileProblem {}

  /// @param reason in the system's own words
  record NotReadable(Path path, String reason) implements FileProblem {}

  /// @param reason in the system's own words
  record NotWritable(Path path, String reason) implements FileProblem {}

  record DiskFull(Path path) implements FileProblem {}

  /// Not the text it should be.
  record NotUtf8(Path path) implements FileProblem {}

  /// Not the JSON it should be. `line` and `column` count from 1; 0 where unknown.
  record NotJson(Path path, int line, int column, String reason) implements FileProblem {}

  /// The refusal that fits an error met while reading `path`.
  static Refused reading(Path path, IOException e) {
    return new Refused(
        switch (e) {
          case NoSuchFileException _ -> new Missing(path);
          case AccessDeniedException _ -> new NoPermission(path, false);
          case CharacterCodingException _ -> new NotUtf8(path);
          default -> new NotReadable(path, reason(e));
        },
        e);
  }

  /// The refusal that fits an error met while writing `path`.
  static Refused writing(Path path, Exception e) {
    if (e instanceof AccessDeniedException) return new Refused(new NoPermission(path, true), e);
    String reason = reason(e);
    String lower = reason.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("no space left") || lower.contains("disk quota exceeded");
    return new Refused(full ? new DiskFull(path) : new NotWritable(path, reason), e);
  }

  private static String reason(Exception e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
            .lines()
            .findFirst()
            .orElse("");
  }
}
