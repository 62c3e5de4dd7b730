package dev.afina.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// What the Vector API computes otherwise before Java has compiled it than afterwards, made of what
/// it always computes alike: an answer must not depend on how warm the program is.
final class Exactly {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float TO_WHOLE = 12582912f; // 1.5 · 2²³: adding it leaves no fraction

  private Exactly() {}

  /// The sum of all lanes, from the first to the last.
  static float sum(FloatVector vector) {
    float sum = 0;
    for (int i = 0; i < Rows.LANES; i++) sum += vector.lane(i);
    return sum;
  }

  /// `eˣ` as `2ⁿ eʳ`, with `|r| ≤ ln 2 / 2` and a polynomial for `eʳ`.
  static FloatVector exp(FloatVector x) {
    FloatVector in = x.max(-87f).min(88f);
    FloatVector n = in.mul(LOG2_E).add(TO_WHOLE).sub(TO_WHOLE);
    FloatVector r = n.fma(Rows.all(-LN2_LOW), n.fma(Rows.all(-LN2_HIGH), in));
    FloatVector p = r.fma(Rows.all(1 / 720f), Rows.all(1 / 120f));
    p = p.fma(r, Rows.all(1 / 24f));
    p = p.fma(r, Rows.all(1 / 6f));
    p = p.fma(r, Rows.all(0.5f));
    p = p.fma(r, Rows.all(1f));
    p = p.fma(r, Rows.all(1f));
    IntVector power = (IntVector) n.convert(VectorOperators.F2I, 0);
    return p.mul(power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector tanh(FloatVector x) {
    return Rows.all(1f).sub(Rows.all(2f).div(exp(x.add(x)).add(1f)));
  }
}
