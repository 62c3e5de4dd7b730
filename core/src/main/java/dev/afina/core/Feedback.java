package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came back to a message: the marks of one or several raters, and what the message replaces.
///
/// @param ratings in the order they were given; of the replaced text, if there is one
/// @param rejected the answer that was given first, before somebody corrected it, or the
///   non-preferred half of a pair; `null` if the message is the only one
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Feedback(List<Rating> ratings, @Nullable String rejected) {

  public static final Feedback NONE = new Feedback(List.of(), null);

  public Feedback {
    ratings = ratings == null ? List.of() : List.copyOf(ratings);
  }

  public Feedback(List<Rating> ratings) {
    this(ratings, null);
  }
}
