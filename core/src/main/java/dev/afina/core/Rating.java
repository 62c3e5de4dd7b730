package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody thought of a conversation or of one answer.
///
/// @param stars from 1 to 5; 4 and more are positive
/// @param comment in the rater's own words, or `null`
/// @param by who gave it, or `null` if nobody knows
/// @param time when it was given, or `null`
/// @throws IllegalArgumentException if `stars` is none of the five
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rating(
    int stars, @Nullable String comment, @Nullable String by, @Nullable Instant time) {

  public Rating {
    if (stars < 1 || stars > 5)
      throw new IllegalArgumentException("a rating has 1 to 5 stars, not " + stars);
  }

  public static Rating of(int stars) {
    return new Rating(stars, null, null, null);
  }

  public static Rating by(String rater, int stars) {
    return new Rating(stars, null, rater, null);
  }
}
