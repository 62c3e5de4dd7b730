package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.List;

/// One letter for a manager: from the lower end of the interval over the new cases, so that few
/// cases cannot earn a good one, and never better than its gates allow.
///
/// @param provisional it rests on too little to be the last word; `notes` say why
/// @param score what it rests on
/// @param notes what held it down, or makes it provisional
public record Grade(Letter letter, boolean provisional, Score score, List<Note> notes) {
  /// New cases below which a grade is provisional.
  public static final int ENOUGH = 30;

  public Grade {
    notes = List.copyOf(notes);
  }

  public enum Letter {
    @JsonProperty("A+")
    A_PLUS(0.95, "A+"),
    @JsonProperty("A")
    A(0.90, "A"),
    @JsonProperty("B")
    B(0.80, "B"),
    @JsonProperty("C")
    C(0.70, "C"),
    @JsonProperty("D")
    D(0.60, "D"),
    @JsonProperty("F")
    F(0, "F");

    private final double least;
    private final String sign;

    Letter(double least, String sign) {
      this.least = least;
      this.sign = sign;
    }

    /// As it is printed: `A+`.
    public String sign() {
      return sign;
    }

    static Letter of(double low) {
      for (Letter letter : values()) if (low >= letter.least) return letter;
      return F;
    }

    Letter atBest(Letter other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /// Why a grade is not better, or not final.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  public sealed interface Note extends Fact {

    /// Fewer than four of five sentences outside the intents were rejected: C at best.
    record OutsideMissed(int rejected, int of) implements Note {}

    /// Demonstrably worse than a simpler contestant: D at best.
    record WorseThan(Contestant than) implements Note {}

    record FewCases(int cases, int needed) implements Note {}

    /// All cases were counted, because none is new.
    record NoNewCases(int cases) implements Note {}

    record JudgedOnValidation(int cases) implements Note {}
  }
}
