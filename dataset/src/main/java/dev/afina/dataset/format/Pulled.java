package dev.afina.dataset.format;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A stream of what is pulled out of a file one by one.
final class Pulled {
  private Pulled() {}

  /// @param next the next one, or `null` after the last
  /// @param close called when the stream is closed
  static <T> Stream<T> stream(Supplier<@Nullable T> next, Runnable close) {
    Spliterator<T> pulled =
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            T one = next.get();
            if (one == null) return false;
            action.accept(one);
            return true;
          }
        };
    return StreamSupport.stream(pulled, false).onClose(close);
  }
}
