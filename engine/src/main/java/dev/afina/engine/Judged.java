package dev.afina.engine;

import dev.afina.training.History.Choices;
import org.jspecify.annotations.Nullable;

/// What the weights of an epoch are worth on the validation part.
///
/// @param loss mean over the learned tokens, in nats
/// @param right how many sentences have their own intent as the likeliest; `null` for chat
/// @param sentences how many there are
/// @param choices what became of pairs; `null` where nothing is preferred
record Judged(double loss, @Nullable Integer right, int sentences, @Nullable Choices choices) {

  static Judged chat(double loss, int conversations) {
    return new Judged(loss, null, conversations, null);
  }
}
