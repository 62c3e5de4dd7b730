package dev.afina.engine.vector;

import dev.afina.model.StoredRows;
import jdk.incubator.vector.FloatVector;

/// 32-bit numbers.
final class RowsF32 extends Rows {

  RowsF32(StoredRows from) {
    super(from, BLOCK);
    byte[] scratch = new byte[from.rowBytes()];
    float[] row = new float[from.columns()];
    for (int r = 0; r < rows; r++) {
      from.decode(r, scratch, row);
      for (int c = 0; c < row.length; c++)
        put(r, c / BLOCK, c % BLOCK, BLOCK, Float.floatToRawIntBits(row[c]));
    }
  }

  @Override
  void two(long at, float[] x, int vector, float[] y, int to, float[] sums) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    int v = vector * columns;
    long o = at;
    for (int k = v; k < v + columns; k += 2, o += 8L * LANES) {
      FloatVector x0 = all(x[k]);
      FloatVector x1 = all(x[k + 1]);
      a0 = floats(o).fma(x0, a0);
      a1 = floats(o + 4L * LANES).fma(x1, a1);
      b0 = floats(o + panel).fma(x0, b0);
      b1 = floats(o + panel + 4L * LANES).fma(x1, b1);
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
    for (int k = v; k < v + columns; k += 2, o += 8L * LANES) {
      FloatVector w = floats(o);
      a0 = w.fma(all(x[k]), a0);
      b0 = w.fma(all(x[k + columns]), b0);
      c0 = w.fma(all(x[k + 2 * columns]), c0);
      d0 = w.fma(all(x[k + 3 * columns]), d0);
      w = floats(o + 4L * LANES);
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
}
