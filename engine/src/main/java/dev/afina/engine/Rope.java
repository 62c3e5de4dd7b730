package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.addcmul;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Rotary positions ([RoFormer](https://arxiv.org/abs/2104.09864)) in Llama's layout: number `i` of
/// a head and number `i + D/2` are a point of the plane, turned by `position · frequency i`.
record Rope(List<Float> frequencies) {

  /// @param cos and `sin` `(T, 1, D)`; the first half of `sin` is negated
  record Angles(Tensor cos, Tensor sin) {

    /// Turns `(T, heads, D)`: `(a, b)` becomes `(a cos − b sin, b cos + a sin)`.
    Tensor turn(Tensor x) {
      long half = x.size(2) / 2;
      return addcmul(x.mul(cos), x.roll(new long[] {half}, 2), sin);
    }

    /// The derivative of [#turn]: turns back.
    Tensor back(Tensor dx) {
      long half = dx.size(2) / 2;
      return addcmul(dx.mul(cos), dx.roll(new long[] {half}, 2), sin, new Scalar(-1.0));
    }
  }

  Angles at(int[] positions, ScalarType type) {
    int half = frequencies.size();
    int width = 2 * half;
    float[] cos = new float[positions.length * width];
    float[] sin = new float[positions.length * width];
    for (int i = 0; i < half; i++) {
      float frequency = frequencies.get(i);
      for (int t = 0; t < positions.length; t++) {
        float angle = positions[t] * frequency;
        int at = t * width + i;
        cos[at] = cos[at + half] = (float) Math.cos(angle);
        sin[at + half] = (float) Math.sin(angle);
        sin[at] = -sin[at + half];
      }
    }
    long[] shape = {positions.length, 1, width};
    return new Angles(
        torch.tensor(cos).view(shape).to(type), torch.tensor(sin).view(shape).to(type));
  }
}
