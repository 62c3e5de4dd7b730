package dev.afina.engine.vector;

import dev.afina.model.StoredRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Half precision, two in a word.
final class RowsF16 extends Rows {
  /// Sign, exponent and mantissa of a half, three bits further right, where a float has them.
  private static final int PARTS = 0x8FFFE000;

  /// What the two exponents differ by.
  private static final float BIAS = 0x1p112f;

  RowsF16(StoredRows from) {
    super(from, BLOCK / 2);
    putPairs(from);
  }

  @Override
  void two(long at, float[] x, int vector, float[] y, int to, float[] sums) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    int v = vector * columns;
    long o = at;
    for (int k = v; k < v + columns; k += 2, o += 4L * LANES) {
      FloatVector x0 = all(x[k]);
      FloatVector x1 = all(x[k + 1]);
      IntVector a = ints(o);
      IntVector b = ints(o + panel);
      a0 = half(a.lanewise(VectorOperators.LSHL, 16)).fma(x0, a0);
      a1 = half(a).fma(x1, a1);
      b0 = half(b.lanewise(VectorOperators.LSHL, 16)).fma(x0, b0);
      b1 = half(b).fma(x1, b1);
    }
    a0.add(a1).intoArray(y, to);
    b0.add(b1).intoArray(y, to + LANES);
  }

  @Override
  void four(long at, float[] x, int vector, float[] y, int to, int stride, float[] sums) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int v = vector * columns;
    long o = at;
    for (int k = v; k < v + columns; k += 2, o += 4L * LANES) {
      IntVector both = ints(o);
      FloatVector w = half(both.lanewise(VectorOperators.LSHL, 16));
      a0 = w.fma(all(x[k]), a0);
      b0 = w.fma(all(x[k + columns]), b0);
      c0 = w.fma(all(x[k + 2 * columns]), c0);
      d0 = w.fma(all(x[k + 3 * columns]), d0);
      w = half(both);
      a1 = w.fma(all(x[k + 1]), a1);
      b1 = w.fma(all(x[k + columns + 1]), b1);
      c1 = w.fma(all(x[k + 2 * columns + 1]), c1);
      d1 = w.fma(all(x[k + 3 * columns + 1]), d1);
    }
    a0.add(a1).intoArray(y, to);
    b0.add(b1).intoArray(y, to + stride);
    c0.add(c1).intoArray(y, to + 2 * stride);
    d0.add(d1).intoArray(y, to + 3 * stride);
  }

  /// @param word the number in its upper 16 bits; what stands below them is masked away
  private static FloatVector half(IntVector word) {
    return word.lanewise(VectorOperators.ASHR, 3).and(PARTS).reinterpretAsFloats().mul(BIAS);
  }
}
