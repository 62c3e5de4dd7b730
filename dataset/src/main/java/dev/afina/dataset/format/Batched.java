package dev.afina.dataset.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Work on the elements of a stream on all cores: their order stays, and only two batches of them
/// are in memory, one that is worked on and one that is read meanwhile. (A parallel stream would
/// read on while the others work, up to the end of the file.)
public final class Batched<T, R> {

  /// Few at first, for those who only want to see how a file begins.
  private static final int FIRST = 64;

  private static final int ELEMENTS = 512;

  /// Characters.
  private static final int WEIGHT = 1 << 20;

  private final Iterator<T> all;
  private final ToIntFunction<T> weight;
  private final Function<T, R> work;
  private final Queue<R> ready = new ArrayDeque<>(ELEMENTS);
  private List<T> ahead = List.of();
  private int elements = FIRST;

  private Batched(Iterator<T> all, ToIntFunction<T> weight, Function<T, R> work) {
    this.all = all;
    this.weight = weight;
    this.work = work;
  }

  /// What the work makes of each element, in their order. Close the stream to close the source.
  ///
  /// @param weight of an element in characters, so that a batch of long ones stays small
  public static <T, R> Stream<R> map(
      Stream<T> source, ToIntFunction<T> weight, Function<T, R> work) {
    Batched<T, R> batched = new Batched<>(source.iterator(), weight, work);
    return Pulled.stream(batched::next, source::close);
  }

  private @Nullable R next() {
    if (ready.isEmpty()) {
      List<T> batch = ahead.isEmpty() ? read() : ahead;
      // Who asks works, too: it is one of the cores, and the pool has a thread less than those.
      ForkJoinTask<List<T>> next = ForkJoinPool.commonPool().submit(this::read);
      ready.addAll(batch.parallelStream().map(work).toList());
      ahead = next.join();
    }
    return ready.poll();
  }

  private List<T> read() {
    List<T> batch = new ArrayList<>(elements);
    for (int sum = 0; batch.size() < elements && sum < WEIGHT && all.hasNext(); ) {
      T one = all.next();
      batch.add(one);
      sum += weight.applyAsInt(one);
    }
    elements = Math.min(ELEMENTS, 2 * elements);
    return batch;
  }
}
