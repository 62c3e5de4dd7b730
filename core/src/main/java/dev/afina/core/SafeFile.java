package dev.afina.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/// Files that are written whole or not at all: a temporary file beside the target, `fsync`, an
/// atomic rename, and `fsync` of the folder. Whatever happens in between, a reader sees the old
/// content or the new one.
public final class SafeFile {
  private SafeFile() {}

  /// Writes content to a stream; it may fail half-way, the target is then untouched.
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  public static void write(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Replaces `target` by what `content` writes, making the folders above it.
  ///
  /// @throws Refused with a [FileProblem] if the disk is full or the place cannot be written
  public static void write(Path target, Writer content) {
    Path whole = target.toAbsolutePath();
    Path folder = Objects.requireNonNull(whole.getParent(), "a file lies in a folder");
    Path temporary = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
    } catch (IOException | ReadOnlyFileSystemException e) {
      deleteQuietly(temporary);
      throw FileProblem.writing(target, e);
    } catch (RuntimeException e) {
      deleteQuietly(temporary);
      throw e;
    }
  }

  /// Makes a rename in `folder` survive a power cut. Windows has no such call and needs none.
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every file system lets a folder be opened; the file itself is safe already.
    }
  }

  /// Deletes a file or a folder with everything in it; one that is not there is deleted already.
  ///
  /// @throws Refused with a [FileProblem] if something of it cannot be deleted
  public static void deleteTree(Path tree) {
    if (!Files.exists(tree)) return;
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw FileProblem.writing(tree, e);
    }
  }

  /// Whether nothing is in the way of a new folder: there is none, or one with nothing in it.
  ///
  /// @throws Refused with a [FileProblem] if it cannot be looked into
  public static boolean isFree(Path folder) {
    if (!Files.exists(folder)) return true;
    if (!Files.isDirectory(folder)) return false;
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      throw FileProblem.reading(folder, e);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException | ReadOnlyFileSystemException e) {
      // The refusal about to be thrown says what is wrong; a left-over .part file harms nobody.
    }
  }
}
