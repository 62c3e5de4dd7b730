package dev.afina.dataset.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Work on the elements of a stream on all cores: their order stays, and only a batch of them is in
/// memory. (A parallel stream would read on while the others work, up to the end of the file.)
final class Batched {
  private Batched() {}

  private static final int ELEMENTS = 512;

  /// Characters.
  private static final int WEIGHT = 1 << 20;

  /// @param weight of an element in characters, so that a batch of long ones stays small
  static <T, R> Stream<R> map(Stream<T> source, ToIntFunction<T> weight, Function<T, R> work) {
    Iterator<T> all = source.iterator();
    Queue<R> ready = new ArrayDeque<>(ELEMENTS);
    return Pulled.stream(
        () -> {
          if (ready.isEmpty()) ready.addAll(worked(all, weight, work));
          return ready.poll();
        },
        source::close);
  }

  private static <T, R> List<R> worked(
      Iterator<T> all, ToIntFunction<T> weight, Function<T, R> work) {
    List<T> batch = new ArrayList<>(ELEMENTS);
    for (int sum = 0; batch.size() < ELEMENTS && sum < WEIGHT && all.hasNext(); ) {
      T one = all.next();
      batch.add(one);
      sum += weight.applyAsInt(one);
    }
    return batch.parallelStream().map(work).toList();
  }
}
