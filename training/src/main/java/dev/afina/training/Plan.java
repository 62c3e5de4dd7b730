package dev.afina.training;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import java.util.List;

/// All that is needed to train again and get the same bytes. Its digest names the run and its
/// result. There is no path, date or duration in it.
///
/// @param base name of the base model
/// @param baseDigest what it must contain
/// @param train digest of the training part, a chat JSONL file
/// @param validation digest of the part that tells which epoch was the best
/// @param system the system prompt, for whoever uses the result
/// @param labels the intents, in order; empty for chat
/// @param seed of everything random: the adapter's start and the order of the conversations
/// @param engine version of the computing code; another version may differ in the last bits
public record Plan(
    String base,
    Digest baseDigest,
    Digest train,
    Digest validation,
    String system,
    List<String> labels,
    Recipe recipe,
    long seed,
    Numerics numerics,
    int engine) {

  /// The version of the engine's arithmetic. Raise it when a change alters results.
  public static final int ENGINE = 3;

  public Plan {
    labels = List.copyOf(labels);
  }

  /// The same plan, computed in another way.
  public Plan with(Numerics other) {
    return new Plan(
        base, baseDigest, train, validation, system, labels, recipe, seed, other, engine);
  }

  public Digest digest() {
    return Digest.of(Json.line(this));
  }
}
