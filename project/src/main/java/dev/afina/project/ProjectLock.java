package dev.afina.project;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second run out of the folder. The lock ends with the process that holds it, however that
/// ends; the empty file stays.
final class ProjectLock implements AutoCloseable {
  private final FileChannel channel;

  private ProjectLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws Refused with [ProjectProblem.AlreadyRunning] if somebody else holds it
  static ProjectLock take(ProjectFiles files) {
    Path file = files.lock();
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) return new ProjectLock(channel);
      channel.close();
      throw new Refused(new ProjectProblem.AlreadyRunning(files.folder()));
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The system gives the lock back when the process ends.
    }
  }
}
