package dev.afina.training;

import java.util.List;

/// How many conversations a step learns from, and how many are computed at a time.
///
/// @param size conversations in one optimizer step
/// @param micro conversations that are computed together; the gradients of a step's micro-batches
///   are added up, each learned token counting the same wherever it stands. 0: the whole step
public record Batch(int size, int micro) {

  public static Batch of(int size) {
    return new Batch(size, 0);
  }

  /// Conversations that are computed together.
  public int together() {
    return micro == 0 ? size : Math.min(micro, size);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("batch", 1, 4096).check(size), new Range("micro-batch", 0, 4096).check(micro));
  }
}
