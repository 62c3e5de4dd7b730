package dev.afina.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The threads that compute with libtorch.
record Threads(int count, ExecutorService service) implements AutoCloseable {

  Threads(int count) {
    this(count, Executors.newFixedThreadPool(count));
  }

  /// Deals items to the threads in turn and puts what is made of them back in order. Every item is
  /// computed alone, so it does not matter on which thread.
  ///
  /// @param answer of a thread's number and an item
  <Q, A> List<A> divided(List<Q> items, BiFunction<Integer, Q, A> answer) {
    List<Future<List<A>>> parts = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      int thread = t;
      parts.add(
          service.submit(() ->
              IntStream.range(0, items.size())
                  .filter(i -> i % count == thread)
                  .mapToObj(i -> answer.apply(thread, items.get(i)))
                  .toList()));
    }
    List<List<A>> done = parts.stream().map(Threads::got).toList();
    return IntStream.range(0, items.size())
        .mapToObj(i -> done.get(i % count).get(i / count))
        .toList();
  }

  /// Does something with each item, side by side.
  <Q> void each(Collection<Q> items, Consumer<Q> doing) {
    List<Future<?>> parts = new ArrayList<>();
    for (Q item : items) parts.add(service.submit(() -> doing.accept(item)));
    parts.forEach(Threads::got);
  }

  /// What was made, or the fault that kept it from being made.
  static <A> A got(Future<A> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while answering", e);
    }
  }

  @Override
  public void close() {
    service.shutdown();
  }
}
