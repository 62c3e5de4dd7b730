package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Digests of large files, computed once. A file with the same size, time and inode is taken to be
/// the same.
///
/// @param folder one small file for each path lies here
record KnownDigests(Path folder) {

  private record Seen(String path, long bytes, String time, String inode, Digest digest) {
    boolean sameFile(Seen other) {
      return path.equals(other.path)
          && bytes == other.bytes
          && time.equals(other.time)
          && inode.equals(other.inode);
    }
  }

  Digest of(Path file) {
    Path note = folder.resolve(Digest.of(file.toAbsolutePath().toString()).brief() + ".json");
    Seen now = look(file, Digest.of(""));
    Seen before = read(note);
    if (before != null && before.sameFile(now)) return before.digest;
    Digest digest = Digest.of(file);
    // A file that changed meanwhile is not remembered.
    Seen after = look(file, digest);
    if (after.sameFile(now)) write(note, after);
    return digest;
  }

  private static Seen look(Path file, Digest digest) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Seen(
          file.toAbsolutePath().toString(),
          found.size(),
          found.lastModifiedTime().toString(),
          String.valueOf(found.fileKey()),
          digest);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }

  private static @Nullable Seen read(Path note) {
    try {
      return Files.exists(note) ? Json.read(note, Seen.class) : null;
    } catch (Refused damaged) {
      return null;
    }
  }

  /// Not being able to remember costs time and nothing else.
  private static void write(Path note, Seen seen) {
    try {
      Json.write(note, seen);
    } catch (Refused cannotRemember) {
      // The digest is right all the same.
    }
  }
}
