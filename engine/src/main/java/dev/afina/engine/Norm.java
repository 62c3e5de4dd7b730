package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.native_layer_norm;
import static org.bytedeco.pytorch.global.torch.native_layer_norm_backward;
import static org.bytedeco.pytorch.global.torch.rms_norm;

import dev.afina.model.Architecture;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/// Brings the last numbers of a tensor to one size: those of a token, or those of a head.
///
/// @param weight `(width)`
/// @param bias `(width)`, of a LayerNorm only
record Norm(Architecture.Norm like, Tensor weight, @Nullable Tensor bias) {

  /// Can be differentiated by libtorch, and is the definition.
  Tensor of(Tensor x) {
    long[] width = {weight.size(0)};
    return switch (like.kind()) {
      case RMS -> rms(x, width, weight);
      // In 32 bits, as Gemma does: `1 + w` would lose the small part that `w` is.
      case RMS_FROM_ONE -> rms(x.to(Weights.wide(x)), width, factors()).to(x.scalar_type());
      case LAYER ->
          layer_norm(x, width, new TensorOptional(weight), optional(bias), like.epsilon(), false);
    };
  }

  private Tensor rms(Tensor x, long[] width, Tensor weight) {
    return rms_norm(x, width, new TensorOptional(weight), new DoubleOptional(like.epsilon()));
  }

  /// [#of] that keeps what [#back] needs.
  Tensor there(Tensor x, Tape tape) {
    tape.keep(x);
    return switch (like.kind()) {
      case RMS, RMS_FROM_ONE -> {
        Tensor wide = x.to(Weights.wide(x));
        Tensor length =
            tape.keep(
                wide.square()
                    .mean(new long[] {-1}, true, new ScalarTypeOptional())
                    .add_(new Scalar(like.epsilon()))
                    .rsqrt_()); // 1 / length, (..., 1)
        yield wide.mul(length).mul_(factors()).to(x.scalar_type());
      }
      case LAYER -> {
        var made =
            native_layer_norm(
                x,
                new long[] {weight.size(0)},
                new TensorOptional(weight),
                optional(bias),
                like.epsilon());
        tape.keep(new Tensor(made.get1())); // what a tuple returns dies with it
        tape.keep(new Tensor(made.get2()));
        yield new Tensor(made.get0());
      }
    };
  }

  /// Adds to the gradients of what learns.
  ///
  /// @return the gradient of what [#there] was given
  Tensor back(Tensor dy, Tape tape) {
    return switch (like.kind()) {
      case RMS, RMS_FROM_ONE -> rmsBack(dy, tape.take(), tape.take());
      case LAYER -> layerBack(dy, tape.take(), tape.take(), tape.take());
    };
  }

  /// With `n = x / |x|`, `g = dy · w`: `dx = (g − n · mean(g · n)) / |x|`.
  private Tensor rmsBack(Tensor dy, Tensor length, Tensor x) {
    Tensor g = dy.to(Weights.wide(dy));
    Tensor n = x.to(Weights.wide(x)).mul(length);
    if (weight.requires_grad()) weight.grad().add_(g.mul(n).view(-1, n.size(-1)).sum(0));
    g = g.mul(factors());
    Tensor along = g.mul(n).mean(new long[] {-1}, true, new ScalarTypeOptional());
    return g.addcmul_(n, along, new Scalar(-1.0)).mul_(length).to(dy.scalar_type());
  }

  private Tensor layerBack(Tensor dy, Tensor deviation, Tensor mean, Tensor x) {
    boolean learns = weight.requires_grad();
    try (BoolPointer wanted = new BoolPointer(3).put(0, true).put(1, learns).put(2, learns)) {
      var made =
          native_layer_norm_backward(
              dy,
              x,
              new long[] {weight.size(0)},
              mean,
              deviation,
              new TensorOptional(weight),
              optional(bias),
              wanted);
      if (learns) {
        weight.grad().add_(made.get1());
        if (bias != null) bias.grad().add_(made.get2());
      }
      return new Tensor(made.get0());
    }
  }

  /// What a RMSNorm multiplies with, in 32 bits at least.
  private Tensor factors() {
    Tensor wide = weight.to(Weights.wide(weight));
    return switch (like.kind()) {
      case RMS, LAYER -> wide;
      case RMS_FROM_ONE -> wide.add(new Scalar(1.0));
    };
  }

  static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }
}
