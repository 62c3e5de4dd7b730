package dev.afina.evaluation.outcomes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;

/// One figure on both sides, and what may be said about the difference.
///
/// @param difference second less first, with its 95 % interval: of shares in points of a hundred,
///   of times in minutes
/// @param p of the difference if the file is looked at once, `corrected` by Holm for the number of
///   figures
/// @param looks what holds however often the file is looked at while it grows
/// @param finding by `corrected`, or by `looks` where it will be looked at again
public record Figure(
    Measure measure,
    Side first,
    Side second,
    double difference,
    double low,
    double high,
    double p,
    double corrected,
    Looks looks,
    Finding finding) {

  /// What is measured.
  public enum Measure {
    /// The share of four and five stars among the ratings.
    @JsonProperty("satisfaction")
    SATISFACTION(true),
    /// The share of conversations that were rated at all: another one makes satisfaction another.
    @JsonProperty("rated")
    RATED(true),
    /// The median of the minutes until a conversation was resolved.
    @JsonProperty("resolution")
    RESOLUTION(false),
    /// The share that a person had to take over.
    @JsonProperty("escalation")
    ESCALATION(false),
    /// The share that led to what it was to lead to.
    @JsonProperty("conversion")
    CONVERSION(true);

    private final boolean moreIsBetter;

    Measure(boolean moreIsBetter) {
      this.moreIsBetter = moreIsBetter;
    }

    public boolean moreIsBetter() {
      return moreIsBetter;
    }

    /// Whether it is a share, and no time.
    public boolean isShare() {
      return this != RESOLUTION;
    }
  }

  /// @param cases conversations that say something about it
  /// @param hits of a share; the same as `cases` for times
  /// @param value a share from 0 to 1, or minutes, with its 95 % interval
  public record Side(String name, int cases, int hits, double value, double low, double high) {}

  /// The interval and the probability of a test that may be looked at whenever one likes.
  public record Looks(double low, double high, double p) {}

  /// What may be said.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  public sealed interface Finding extends Fact {
    /// Shown, and to the better.
    record Improved(Measure measure, String first, String second) implements Finding {}

    record Worsened(Measure measure, String first, String second) implements Finding {}

    /// @param needed conversations a side that would show a difference of this size in four of five
    ///   tests; 0 where that cannot be said
    record NotShown(Measure measure, String first, String second, int needed) implements Finding {}
  }
}
