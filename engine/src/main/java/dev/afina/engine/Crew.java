package dev.afina.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The threads that compute with libtorch, one on each core, each its own part of the same work.
final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;
  private boolean deserted;

  Crew(int size) {
    this.size = size;
    this.threads =
        Executors.newFixedThreadPool(size, Thread.ofPlatform().name("crew-", 0).factory());
  }

  int size() {
    return size;
  }

  /// Lets every member do its part.
  ///
  /// @param part given a member's number, what it makes
  /// @return what they made, in the order of the members
  <T> List<T> each(IntFunction<T> part) {
    tell(() -> deserted = false);
    List<Future<T>> started = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int member = i;
      started.add(threads.submit(() -> orDesert(part, member)));
    }
    return ended(started);
  }

  /// Deals items to the members in turn and puts what is made of them back in order. Every item is
  /// computed alone, so it does not matter by whom.
  ///
  /// @param made of a member's number and an item
  <Q, A> List<A> divided(List<Q> items, BiFunction<Integer, Q, A> made) {
    List<List<A>> parts =
        each(member ->
            IntStream.range(0, items.size())
                .filter(i -> i % size == member)
                .mapToObj(i -> made.apply(member, items.get(i)))
                .toList());
    return IntStream.range(0, items.size())
        .mapToObj(i -> parts.get(i % size).get(i / size))
        .toList();
  }

  /// Called by a member that has done what others may be waiting for.
  ///
  /// @param told says so, where their conditions look
  synchronized void tell(Runnable told) {
    told.run();
    notifyAll();
  }

  /// Called by a member that needs what others do.
  ///
  /// @param done whether they have done it
  synchronized void await(BooleanSupplier done) {
    try {
      while (!done.getAsBoolean()) {
        if (deserted) throw new Deserted();
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Deserted();
    }
  }

  /// Whoever fails must not be waited for.
  private <T> T orDesert(IntFunction<T> part, int member) {
    try {
      return part.apply(member);
    } catch (RuntimeException | Error e) {
      tell(() -> deserted = true);
      throw e;
    }
  }

  /// What was made, once all is. The failure of a member counts more than that of those who waited
  /// for it.
  static <T> List<T> ended(List<? extends Future<T>> started) {
    List<T> made = new ArrayList<>();
    Throwable failure = null;
    for (Future<T> one : started) {
      try {
        made.add(one.get());
      } catch (ExecutionException e) {
        if (failure == null || failure instanceof Deserted) failure = e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in the middle of the work", e);
      }
    }
    if (failure instanceof RuntimeException fault) throw fault;
    if (failure instanceof Error fault) throw fault;
    return made;
  }

  /// Another member failed.
  private static final class Deserted extends RuntimeException {}

  @Override
  public void close() {
    threads.shutdown();
  }
}
