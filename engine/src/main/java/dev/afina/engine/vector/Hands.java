package dev.afina.engine.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that help with some hundred pieces of work in a few milliseconds. A piece is divided
/// into portions, and whoever is there takes the next one: on a busy machine nobody waits for a
/// thread that the system does not let run. Between pieces the helpers look for work for a while,
/// then they sleep.
final class Hands implements AutoCloseable {
  private static final int LOOKS = 20_000;
  private static final int PORTIONS = 4; // for each thread

  /// Work on things that are counted; it does not matter who does which.
  @FunctionalInterface
  interface Work {
    void on(int from, int end);
  }

  private final List<Thread> helpers = new ArrayList<>();
  private final int size;

  /// Which piece of work it is (upper half), and how many of its portions nobody has taken.
  private final AtomicLong left = new AtomicLong();

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger sleepers = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable fault;
  private Work work = (_, _) -> {};
  private int things;
  private int portions;

  /// @param size threads, the caller included
  Hands(int size) {
    this.size = size;
    for (int i = 1; i < size; i++)
      helpers.add(Thread.ofPlatform().daemon().name("decoding-" + i).start(this::live));
  }

  /// Does the work with whoever is there, and returns when all of it is done.
  void share(Work all, int count) {
    fault = null;
    work = all;
    things = count;
    portions = Math.min(count, size * PORTIONS);
    done.set(0);
    left.set((left.get() >>> 32) + 1 << 32 | portions);
    if (sleepers.get() > 0) helpers.forEach(LockSupport::unpark);
    while (take(left.get())) {}
    for (int looks = 0; done.get() < portions; looks++) {
      if (looks < LOOKS) Thread.onSpinWait();
      else Thread.yield();
    }
    Throwable failed = fault;
    if (failed != null) throw new IllegalStateException("decoding failed", failed);
  }

  /// Does the next portion of a piece of work.
  ///
  /// @return whether there may be another one
  private boolean take(long now) {
    int portion = (int) now - 1;
    if (portion < 0) return false;
    if (!left.compareAndSet(now, now - 1)) return true;
    try {
      work.on(
          (int) ((long) things * portion / portions),
          (int) ((long) things * (portion + 1) / portions));
    } catch (RuntimeException | Error e) {
      fault = e;
    }
    done.incrementAndGet();
    return true;
  }

  private void live() {
    int looks = 0;
    while (!closed) {
      if (take(left.get())) looks = 0;
      else if (looks++ < LOOKS) Thread.onSpinWait();
      else sleep();
    }
  }

  private void sleep() {
    sleepers.incrementAndGet();
    // Work that came in between would be missed otherwise.
    if ((int) left.get() == 0 && !closed) LockSupport.park(this);
    sleepers.decrementAndGet();
  }

  @Override
  public void close() {
    closed = true;
    helpers.forEach(LockSupport::unpark);
  }
}
