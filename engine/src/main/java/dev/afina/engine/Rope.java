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

  /// @param cos and `sin` `(T, H, D)`, the same for each head: numbers that lie side by side are
  ///   multiplied three times as fast as those that are repeated. The first half of `sin` is
  ///   negated
  record Angles(Tensor cos, Tensor sin) {

    /// Turns `(T, heads, D)` of `H` heads or fewer: `(a, b)` becomes `(a cos − b sin, b cos + a
    /// sin)`.
    Tensor turn(Tensor x) {
      return turned(x, 1);
    }

    /// The derivative of [#turn]: turns back.
    Tensor back(Tensor dx) {
      return turned(dx, -1);
    }

    private Tensor turned(Tensor x, double direction) {
      long heads = x.size(1);
      Tensor other = x.roll(new long[] {x.size(2) / 2}, 2);
      return addcmul(
          x.mul(cos.narrow(1, 0, heads)), other, sin.narrow(1, 0, heads), new Scalar(direction));
    }
  }

  /// @param heads `H`
  Angles at(int[] positions, int heads, ScalarType type) {
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
    return new Angles(forEach(heads, cos, width, type), forEach(heads, sin, width, type));
  }

  private static Tensor forEach(int heads, float[] numbers, int width, ScalarType type) {
    return torch.tensor(numbers).view(-1, 1, width).to(type).expand(-1, heads, -1).contiguous();
  }
}
