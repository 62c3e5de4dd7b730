package dev.afina.evaluation.outcomes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The business figures of a file of outcomes, for two sides.
///
/// @param first what there was before, or group A
/// @param again whether the file will be looked at again, so that only [Figure.Looks] decide
public record Figures(
    Design design,
    Group first,
    Group second,
    boolean again,
    List<Figure> figures,
    List<Caution> cautions) {

  public Figures {
    figures = List.copyOf(figures);
    cautions = List.copyOf(cautions);
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

  /// @param name a group's, or the day that divides before and after, with `<` in front of it before
  /// @param rated the share of conversations that were rated
  public record Group(String name, int conversations, int customers, double rated) {}
}
