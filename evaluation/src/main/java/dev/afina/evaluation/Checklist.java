package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.List;

/// What is to be looked at before, during and after a training, filled in from what is known.
public record Checklist(List<Line> lines) {
  public Checklist {
    lines = List.copyOf(lines);
  }

  public enum Phase {
    @JsonProperty("before")
    BEFORE,
    @JsonProperty("during")
    DURING,
    @JsonProperty("after")
    AFTER
  }

  public enum State {
    @JsonProperty("done")
    DONE,
    @JsonProperty("open")
    OPEN,
    /// Only a person can say.
    @JsonProperty("unknown")
    UNKNOWN
  }

  /// @param point what was looked at, with what was found
  public record Line(Phase phase, State state, Point point) {
    /// Done or open.
    public static Line of(Phase phase, boolean done, Point point) {
      return new Line(phase, done ? State.DONE : State.OPEN, point);
    }
  }

  /// One point of the list.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  public sealed interface Point extends Fact {
    record EnoughExamples(int examples, int needed) implements Point {}

    /// @param fewest examples of the rarest intent
    record EveryIntent(int intents, int fewest, int needed) implements Point {}

    /// @param share of different questions among all
    record Different(double share, double needed) implements Point {}

    /// @param characters of a mean answer
    record AnswersLong(double characters, int needed) implements Point {}

    /// @param consistency of the register, from 0.5 to 1
    record OneTone(double consistency, double needed) implements Point {}

    record NoFindings(int findings) implements Point {}

    record Divided(int training, int validation) implements Point {}

    record RealBase(String base, String licence) implements Point {}

    /// Whether customers agreed that what they wrote is learned from.
    record Consent() implements Point {}

    record LossFell(double first, double last) implements Point {}

    record ValidationWatched(int epochs) implements Point {}

    record EpochChosen(int epoch, int epochs) implements Point {}

    record Answers(String question, String answer) implements Point {}

    record TestedOnNew(int cases, int needed) implements Point {}

    record BetterThanBase(Verdict verdict) implements Point {}

    record BetterThanLinear(Verdict verdict) implements Point {}

    record EdgeCases(int cases) implements Point {}

    record OutsideRejected(int rejected, int of) implements Point {}

    record GatePassed(Gate gate) implements Point {}

    /// Whether somebody read the wrong answers.
    record ErrorsRead(int errors) implements Point {}
  }
}
