package dev.afina.training;

import java.util.List;

/// How a training on preferences learns from two answers to one question
/// ([DPO](https://arxiv.org/abs/2305.18290)).
///
/// @param beta how dear it is to move away from the base: a smaller one lets the model move further
///   until the preferred answer is likelier
/// @param smoothing share of the pairs that may be the wrong way round
///   ([conservative DPO](https://ericmitchell.ai/cdpo.pdf)); 0: none
public record Preference(double beta, double smoothing) {

  /// With the usual numbers: β 0.1, every pair believed.
  public static Preference usual() {
    return new Preference(0.1, 0);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("dpo-beta", 1e-4, 100).check(beta),
        new Range("dpo-smoothing", 0, 0.499).check(smoothing));
  }
}
