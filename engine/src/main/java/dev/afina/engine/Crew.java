package dev.afina.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Threads that do the same work, each its own part of it, one on each core.
final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;
  private CyclicBarrier meeting;

  Crew(int size) {
    this.size = size;
    this.meeting = new CyclicBarrier(size);
    this.threads =
        Executors.newFixedThreadPool(size, Thread.ofPlatform().name("step-", 0).factory());
  }

  int size() {
    return size;
  }

  /// Lets every member do its part.
  ///
  /// @param part given a member's number, what it makes
  /// @return what they made, in the order of the members
  <T> List<T> each(IntFunction<T> part) {
    meeting = new CyclicBarrier(size);
    List<Future<T>> started = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int member = i;
      started.add(threads.submit(() -> orBreakUp(part, member)));
    }
    return ended(started);
  }

  /// Called by every member in the course of its part: none goes on before all have come here.
  void meet() {
    try {
      meeting.await();
    } catch (BrokenBarrierException e) {
      throw new Deserted(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Deserted(e);
    }
  }

  /// Whoever fails must not be waited for.
  private <T> T orBreakUp(IntFunction<T> part, int member) {
    try {
      return part.apply(member);
    } catch (Deserted e) {
      throw e;
    } catch (RuntimeException | Error e) {
      breakUp();
      throw e;
    }
  }

  private void breakUp() {
    Thread.currentThread().interrupt(); // waiting while interrupted breaks the barrier
    try {
      meeting.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      // As intended.
    }
  }

  /// The failure of a member counts more than that of those who waited for it.
  private static <T> List<T> ended(List<Future<T>> started) {
    List<T> made = new ArrayList<>();
    Throwable failure = null;
    for (Future<T> one : started) {
      try {
        made.add(one.get());
      } catch (ExecutionException e) {
        if (failure == null || failure instanceof Deserted) failure = e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in the middle of a step", e);
      }
    }
    if (failure instanceof RuntimeException fault) throw fault;
    if (failure instanceof Error fault) throw fault;
    return made;
  }

  /// Another member failed.
  private static final class Deserted extends RuntimeException {
    Deserted(Exception cause) {
      super(cause);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
