package dev.afina.model.json;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where an answer stands: what is to be written next, and what behind it.
final class Place {
  static final Place END = new Place(null, null, 0);

  private final @Nullable Form next; // at the end there is none
  private final @Nullable Place below;
  private final long least;
  private final int hash;

  private Place(@Nullable Form next, @Nullable Place below, long least) {
    this.next = next;
    this.below = below;
    this.least = least;
    this.hash = Objects.hash(next, below);
  }

  /// The same place with something before it.
  Place under(Form form) {
    return new Place(form, this, Math.min(Form.ENDLESS, least + form.least(Set.of())));
  }

  /// Every way to go on once a character is written.
  void read(char c, Set<Place> ways) {
    if (next == null || below == null) return;
    next.read(c, below, ways);
    if (next.mayBeEmpty()) below.read(c, ways);
  }

  boolean mayEnd() {
    return next == null || below == null || (next.mayBeEmpty() && below.mayEnd());
  }

  /// The fewest characters to the end.
  long least() {
    return least;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place
        && hash == place.hash
        && Objects.equals(next, place.next)
        && Objects.equals(below, place.below);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
