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
public record Figure(
    Measure measure,
    Side first,
    Side second,
    Difference difference,
    double p,
    double corrected,
    Looks looks,
    Finding finding) {

  /// What is measured.
  public enum Measure {
    /// The share of four and five stars among the ratings.
    @JsonProperty("satisfaction")
    SATISFACTION(true),
    /// The median of the minutes until a conversation was resolved, one number a customer.
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

    /// Whether it is a share, and no time.
    public boolean isShare() {
      return this != RESOLUTION;
    }

    boolean isBetter(double difference) {
      return moreIsBetter ? difference > 0 : difference < 0;
    }
  }

  /// @param cases conversations that say something about it; of times, customers
  /// @param value a share from 0 to 1, or minutes, with its 95 % interval
  public record Side(int cases, double value, double low, double high) {}

  public record Difference(double value, double low, double high) {}

  /// A test that may be looked at whenever one likes.
  ///
  /// @param low and `high`: interval of the difference, of shares in points; of times in per cent of
  ///   the first side's, on the scale of logarithms
  /// @param corrected by Holm for the number of figures
  public record Looks(double low, double high, double p, double corrected) {}

  /// What may be said.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  public sealed interface Finding extends Fact {
    record Improved(Measure measure) implements Finding {}

    record Worsened(Measure measure) implements Finding {}

    /// @param needed conversations a side that would show a difference of this size in four of five
    ///   tests, if it is looked at once; 0 where that cannot be said
    record NotShown(Measure measure, int needed) implements Finding {}

    /// The division is broken, so that nothing may be concluded.
    record Withheld(Measure measure) implements Finding {}
  }
}
