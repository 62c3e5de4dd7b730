package dev.afina.engine;

import dev.afina.training.Recipe;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// [AdamW](https://arxiv.org/abs/1711.05101) with the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8, on one
/// vector. Weight decay works on matrices only, as Hugging Face's Trainer does it.
///
/// @param mean running mean of the gradient
/// @param square running mean of its square
record AdamW(Parameters parameters, Tensor mean, Tensor square, double weightDecay)
    implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  static AdamW of(Parameters parameters, Recipe recipe) {
    return new AdamW(parameters, parameters.vector(), parameters.vector(), recipe.weightDecay());
  }

  /// Moves the parameters against the gradient.
  ///
  /// @param t counts the steps from 1
  void step(Tensor gradient, double rate, int t) {
    try (PointerScope _ = new PointerScope()) {
      Tensor values = parameters.values();
      if (weightDecay > 0)
        values.narrow(0, 0, parameters.matrices()).mul_(new Scalar(1 - rate * weightDecay));
      mean.lerp_(gradient, new Scalar(1 - BETA1));
      square.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
      Tensor deviation =
          square
              .sqrt()
              .div_(new Scalar(Math.sqrt(1 - Math.pow(BETA2, t))))
              .add_(new Scalar(EPSILON));
      values.addcdiv_(mean, deviation, new Scalar(-rate / (1 - Math.pow(BETA1, t))));
    }
  }

  /// Shortens a gradient that is longer than `limit`; 0 leaves it as it is.
  ///
  /// @return its length before
  static double clip(Tensor gradient, double limit) {
    try (PointerScope _ = new PointerScope()) {
      double length = torch.norm(gradient).item_double();
      if (limit > 0 && length > limit) gradient.mul_(new Scalar(limit / (length + 1e-6)));
      return length;
    }
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }
}
