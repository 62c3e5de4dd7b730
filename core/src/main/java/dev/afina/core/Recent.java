package dev.afina.core;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a function makes of texts, kept for those it was asked last: instructions and ready-made
/// answers come again and again in nearly every file. A text that comes once costs one look more.
/// Any number of threads may ask; they only take each other's places.
///
/// @param <T> what is made; it does not change
public final class Recent<T> {
  private static final int PLACES = 256;

  /// Longer texts are not kept, so that all of them together stay small.
  private static final int LONGEST = 4096;

  private final Function<String, T> function;
  private final AtomicReferenceArray<@Nullable Known<T>> known = new AtomicReferenceArray<>(PLACES);

  private record Known<T>(String text, T made) {}

  /// @param function gives the same for the same text
  public Recent(Function<String, T> function) {
    this.function = function;
  }

  public T of(String text) {
    if (text.length() > LONGEST) return function.apply(text);
    int place = Math.floorMod(text.hashCode(), PLACES);
    Known<T> last = known.getAcquire(place);
    if (last != null && last.text().equals(text)) return last.made();
    T made = function.apply(text);
    known.setRelease(place, new Known<>(text, made));
    return made;
  }
}
