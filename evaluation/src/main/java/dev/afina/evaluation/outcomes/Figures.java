package dev.afina.evaluation.outcomes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The business figures of a file of outcomes, for two sides.
///
/// @param first what there was, or what A got
/// @param again whether the file will be looked at again, so that only tests count that allow it
/// @param customers of both sides together
/// @param evenly the probability of so uneven a division, if each customer had had the same chance
///   of both groups; 1 for before and after, where nobody was divided
/// @param broken whether that is so small that the division itself is broken and nothing below
///   counts
public record Figures(
    Design design,
    Group first,
    Group second,
    boolean again,
    int customers,
    double evenly,
    boolean broken,
    List<Figure> figures) {

  public Figures {
    figures = List.copyOf(figures);
  }

  /// How the two sides came to be.
  public enum Design {
    /// One after the other: whatever else changed in between is in the figures, too.
    @JsonProperty("before-after")
    BEFORE_AFTER,
    /// Customers were divided by chance.
    @JsonProperty("ab")
    AB
  }

  public record Group(String name, int conversations, int customers) {}
}
