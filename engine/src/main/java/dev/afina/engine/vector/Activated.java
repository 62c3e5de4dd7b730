package dev.afina.engine.vector;

import dev.afina.model.Architecture.Activation;
import jdk.incubator.vector.FloatVector;

/// The function between the two halves of a feed-forward block.
final class Activated {
  private static final float ROOT = (float) Math.sqrt(2 / Math.PI);

  private Activated() {}

  /// `y = f(x)`, or `y = f(x) · y` where the block is gated.
  static void of(Activation kind, boolean gated, float[] x, float[] y, int end) {
    for (int i = 0; i < end; i += Rows.LANES) {
      FloatVector in = FloatVector.fromArray(Rows.FLOATS, x, i);
      FloatVector made =
          switch (kind) {
            case SILU -> in.div(Exactly.exp(in.neg()).add(1));
            case GELU -> {
              FloatVector cube = in.mul(in).mul(in);
              FloatVector inner = cube.fma(Rows.all(0.044715f), in).mul(ROOT);
              yield in.mul(0.5f).mul(Exactly.tanh(inner).add(1));
            }
          };
      if (gated) made = made.mul(FloatVector.fromArray(Rows.FLOATS, y, i));
      made.intoArray(y, i);
    }
  }
}
