package dev.afina.model.json;

import java.util.LinkedHashSet;
import java.util.Set;

/// A beginning of a JSON text that keeps to a schema.
public final class JsonText {
  private final Set<Place> places;

  private JsonText(Set<Place> places) {
    this.places = places;
  }

  static JsonText of(Form form) {
    return new JsonText(Set.of(Place.END.under(form)));
  }

  /// The text with a character more.
  public JsonText and(char c) {
    Set<Place> ways = new LinkedHashSet<>();
    for (Place place : places) place.read(c, ways);
    return new JsonText(ways);
  }

  /// Whether it is a beginning of anything.
  public boolean isPossible() {
    return !places.isEmpty();
  }

  /// Whether it is whole.
  public boolean mayEnd() {
    return places.stream().anyMatch(Place::mayEnd);
  }

  /// The fewest characters that make it whole, where a character beyond ASCII counts as its escape.
  public long least() {
    return places.stream().mapToLong(Place::least).min().orElse(Form.ENDLESS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonText text && places.equals(text.places);
  }

  @Override
  public int hashCode() {
    return places.hashCode();
  }
}
