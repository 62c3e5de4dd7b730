package dev.afina.model;

import dev.afina.core.FileProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Held while something in the cache is fetched or removed: two processes never do so at once.
final class CacheLock implements AutoCloseable {

  /// A file lock holds between processes only; this one holds between threads.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits until whoever holds it is done.
  ///
  /// @param name of the model, for the message that somebody else is at it
  static CacheLock take(Path folder, String name, Consumer<ModelEvent> events) {
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock free = channel.tryLock();
      if (free == null) {
        events.accept(new ModelEvent.Waiting(name));
        channel.lock();
      }
      return new CacheLock(channel);
    } catch (IOException e) {
      THREADS.unlock();
      throw FileProblem.writing(folder, e);
    }
  }

  /// Closing the file gives the lock back.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It ends with the process at the latest.
    } finally {
      THREADS.unlock();
    }
  }
}
