package dev.afina.evaluation.grading;

import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.Optional;

/// An answer, and what it took.
///
/// @param seconds until it was whole
/// @param cost in dollars; nothing where no price is known
/// @param reference how likely the model finds the reference answer; nothing if it cannot tell
public record Said(
    String text,
    int tokens,
    double seconds,
    Optional<Double> cost,
    Optional<Likelihood> reference) {

  public static Said of(Reply reply, double seconds) {
    return new Said(reply.text(), reply.tokens(), seconds, Optional.empty(), Optional.empty());
  }

  public static Said of(String text) {
    return new Said(text, 0, 0, Optional.empty(), Optional.empty());
  }
}
