package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file as memory, read-only. Any thread may read it until it is closed.
record MappedFile(Path path, Arena arena, MemorySegment bytes) implements AutoCloseable {

  /// @throws Refused with a [FileProblem] if the file is missing or cannot be read
  static MappedFile open(Path path) {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      return new MappedFile(
          path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    } catch (IOException e) {
      arena.close();
      throw FileProblem.reading(path, e);
    }
  }

  long size() {
    return bytes.byteSize();
  }

  /// The refusal for a header that cannot be.
  Refused damaged(String field, Object found, String allowed) {
    return new Refused(new ModelProblem.Damaged(path, field, String.valueOf(found), allowed));
  }

  @Override
  public void close() {
    arena.close();
  }
}
