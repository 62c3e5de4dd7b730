package dev.afina.model;

import dev.afina.core.FileProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    CacheLock taken = null;
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("lock");
      taken =
          new CacheLock(
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (taken.channel.tryLock() == null) {
        events.accept(new ModelEvent.Waiting(name));
        taken.channel.lock();
      }
      return taken;
    } catch (IOException e) {
      give(taken);
      throw FileProblem.writing(folder, e);
    } catch (RuntimeException e) { // of whoever hears the news
      give(taken);
      throw e;
    }
  }

  private static void give(@Nullable CacheLock taken) {
    if (taken == null) THREADS.unlock();
    else taken.close();
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
