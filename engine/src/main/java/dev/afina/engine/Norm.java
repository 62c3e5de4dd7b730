package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.rms_norm;

import dev.afina.model.Architecture;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// Brings the last numbers of a tensor to one size: those of a token, or those of a head.
///
/// @param weight `(width)`
/// @param bias `(width)`, of a LayerNorm only
record Norm(Architecture.Norm like, Tensor weight, @Nullable Tensor bias) {

  Tensor of(Tensor x) {
    long[] width = {weight.size(0)};
    return switch (like.kind()) {
      case RMS -> rms(x, width, weight);
      // In 32 bits, as Gemma does: `1 + w` would lose the small part that `w` is.
      case RMS_FROM_ONE ->
          rms(x.to(ScalarType.Float), width, weight.to(ScalarType.Float).add(new Scalar(1.0)))
              .to(x.scalar_type());
      case LAYER ->
          layer_norm(x, width, new TensorOptional(weight), optional(bias), like.epsilon(), false);
    };
  }

  private Tensor rms(Tensor x, long[] width, Tensor weight) {
    return rms_norm(x, width, new TensorOptional(weight), new DoubleOptional(like.epsilon()));
  }

  static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }
}
