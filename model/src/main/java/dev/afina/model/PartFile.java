package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.core.SafeFile;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file on its way here: it grows beside its place and is moved there once its content is known
/// to be right.
///
/// @param target its place
record PartFile(Path target) {

  /// Fetches what is still missing.
  @FunctionalInterface
  interface Download {
    /// @return what the place said of the content, if it did
    String into(Path part) throws NoAnswer;
  }

  /// What is wrong with a content: the digest that was found, or nothing.
  @FunctionalInterface
  interface Check {
    String fault(Path part, String told);
  }

  private Path part() {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /// @param goesOn whether the download makes use of a beginning that came earlier
  void fill(boolean goesOn, Download download, Check check) throws NoAnswer {
    boolean begun = goesOn && Files.exists(part());
    String fault = check.fault(part(), download.into(part()));
    if (!fault.isEmpty() && begun) {
      // The beginning may have come from elsewhere: once more, from the start.
      delete();
      fault = check.fault(part(), download.into(part()));
    }
    if (!fault.isEmpty()) {
      delete();
      throw new NoAnswer(PlaceFault.WRONG_BYTES, fault);
    }
    keep();
  }

  private void keep() {
    try {
      try (FileChannel written = FileChannel.open(part(), StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part(), target, StandardCopyOption.ATOMIC_MOVE);
      SafeFile.syncFolder(Objects.requireNonNull(target.getParent(), "a file lies in a folder"));
    } catch (IOException e) {
      throw FileProblem.writing(target, e);
    }
  }

  /// Throws a beginning away that came earlier.
  void delete() {
    try {
      Files.deleteIfExists(part());
    } catch (IOException e) {
      throw FileProblem.writing(part(), e);
    }
  }
}
