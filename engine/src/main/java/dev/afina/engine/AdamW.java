package dev.afina.engine;

import dev.afina.training.Optimizer;
import dev.afina.training.Recipe;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// [AdamW](https://arxiv.org/abs/1711.05101) on one vector. Weight decay works on matrices only, as
/// Hugging Face's Trainer does it.
///
/// @param mean running mean of the gradient
/// @param square running mean of its square
record AdamW(Parameters parameters, Tensor mean, Tensor square, Optimizer numbers)
    implements AutoCloseable {
  static AdamW of(Parameters parameters, Recipe recipe) {
    return new AdamW(parameters, parameters.vector(), parameters.vector(), recipe.optimizer());
  }

  /// Moves the parameters against the gradient.
  ///
  /// @param t counts the steps from 1
  void step(Tensor gradient, double rate, int t) {
    try (PointerScope _ = new PointerScope()) {
      Tensor values = parameters.values();
      double decay = 1 - rate * numbers.weightDecay();
      if (decay < 1) values.narrow(0, 0, parameters.matrices()).mul_(new Scalar(decay));
      double beta1 = numbers.beta1();
      double beta2 = numbers.beta2();
      mean.lerp_(gradient, new Scalar(1 - beta1));
      square.mul_(new Scalar(beta2)).addcmul_(gradient, gradient, new Scalar(1 - beta2));
      Tensor deviation =
          square
              .sqrt()
              .div_(new Scalar(Math.sqrt(1 - Math.pow(beta2, t))))
              .add_(new Scalar(numbers.epsilon()));
      values.addcdiv_(mean, deviation, new Scalar(-rate / (1 - Math.pow(beta1, t))));
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
