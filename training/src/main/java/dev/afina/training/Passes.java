package dev.afina.training;

import java.util.List;

/// How long a training learns.
///
/// @param epochs passes over the training part
/// @param steps optimizer steps after which it ends, in the middle of an epoch if need be, and
///   however many epochs that takes; 0: as many as the epochs have
/// @param patience epochs without a better validation after which it ends early; 0: never
public record Passes(int epochs, int steps, int patience) {

  public static Passes of(int epochs) {
    return new Passes(epochs, 0, 0);
  }

  /// All optimizer steps, where an epoch has `perEpoch`.
  public int steps(int perEpoch) {
    return steps > 0 ? steps : Math.multiplyExact(epochs, perEpoch);
  }

  /// All epochs, the last perhaps not whole, where one has `perEpoch` steps.
  public int epochs(int perEpoch) {
    return Math.ceilDiv(steps(perEpoch), perEpoch);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("epochs", 1, 1000).check(epochs),
        new Range("steps", 0, 10_000_000).check(steps),
        new Range("patience", 0, 1000).check(patience));
  }
}
