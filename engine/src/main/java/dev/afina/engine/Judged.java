package dev.afina.engine;

import org.jspecify.annotations.Nullable;

/// What the weights of an epoch are worth on the validation part.
///
/// @param loss mean over the learned tokens, in nats
/// @param right how many sentences have their own intent as the likeliest; `null` for chat
/// @param sentences how many there are
record Judged(double loss, @Nullable Integer right, int sentences) {}
