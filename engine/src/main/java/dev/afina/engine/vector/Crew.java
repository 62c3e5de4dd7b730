package dev.afina.engine.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that do one piece of work together and wait for one another some hundred times in a few
/// milliseconds. So they wait by looking, for a while; then they let others run; between pieces of
/// work they sleep.
final class Crew implements AutoCloseable {
  private static final int LOOKS = 20_000;
  private static final int PATIENCE = 2_000;

  /// @see #all
  @FunctionalInterface
  interface Work {
    /// @param member 0 to the size of the crew
    void of(int member);
  }

  private final List<Thread> others = new ArrayList<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final int size;
  private volatile int meetings;
  private final AtomicInteger pieces = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable fault;
  private @Nullable Work work;

  Crew(int size) {
    this.size = size;
    for (int i = 1; i < size; i++) {
      int member = i;
      others.add(Thread.ofPlatform().daemon().name("decoding-" + i).start(() -> live(member)));
    }
  }

  int size() {
    return size;
  }

  /// Every member does its part of the work; the caller is member 0.
  void all(Work all) {
    work = all;
    pieces.incrementAndGet();
    others.forEach(LockSupport::unpark);
    run(all, 0);
    Throwable failed = fault;
    if (failed != null) throw new IllegalStateException("decoding failed", failed);
  }

  /// Waits until every member has come here.
  void meet() {
    int meeting = meetings;
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      meetings = meeting + 1;
      return;
    }
    for (int looks = 0; meetings == meeting; looks++) {
      if (fault != null) throw new IllegalStateException("another thread failed");
      if (looks < LOOKS) Thread.onSpinWait();
      else Thread.yield();
    }
  }

  private void live(int member) {
    int done = 0;
    while (!closed) {
      for (int looks = 0; pieces.get() == done && !closed; looks++) {
        if (looks < PATIENCE) Thread.onSpinWait();
        else LockSupport.park(this);
      }
      Work next = work;
      if (closed || next == null) return;
      done = pieces.get();
      run(next, member);
    }
  }

  private void run(Work piece, int member) {
    try {
      piece.of(member);
      meet();
    } catch (RuntimeException | Error e) {
      if (fault == null) fault = e;
    }
  }

  @Override
  public void close() {
    closed = true;
    others.forEach(LockSupport::unpark);
  }
}
