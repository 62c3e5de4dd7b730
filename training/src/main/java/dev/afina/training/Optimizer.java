package dev.afina.training;

import java.util.List;

/// [AdamW](https://arxiv.org/abs/1711.05101): how a gradient becomes a step.
///
/// @param rate the length of a step
/// @param beta1 how much of its running mean a gradient keeps
/// @param beta2 the same of the mean of its square
/// @param epsilon keeps the division by that mean's root in bounds
/// @param weightDecay how fast matrices shrink towards zero; biases and norms do not, as in Hugging
///   Face's Trainer
/// @param clip the longest gradient of a step; 0 leaves it as it is
public record Optimizer(
    Rate rate, double beta1, double beta2, double epsilon, double weightDecay, double clip) {

  /// With the usual numbers: β₁ 0.9, β₂ 0.999, ε 1e-8, no weight decay, gradients up to 1.
  public static Optimizer adamW(Rate rate) {
    return adamW(rate, 0, 1);
  }

  public static Optimizer adamW(Rate rate, double weightDecay, double clip) {
    return new Optimizer(rate, 0.9, 0.999, 1e-8, weightDecay, clip);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("learning-rate", 1e-9, 1).check(rate.peak()),
        new Range("warmup", 0, 1).check(rate.warmup()),
        new Range("beta1", 0, 0.999_999).check(beta1),
        new Range("beta2", 0, 0.999_999_9).check(beta2),
        new Range("epsilon", 1e-15, 1).check(epsilon),
        new Range("weight-decay", 0, 1).check(weightDecay),
        new Range("clip", 0, 1e6).check(clip));
  }
}
