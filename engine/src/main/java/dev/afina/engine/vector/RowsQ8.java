package dev.afina.engine.vector;

import dev.afina.model.StoredRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Blocks of 32 signed bytes with a scale: the scale as a float, then the bytes, four in a word.
final class RowsQ8 extends Rows {
  private static final int WORDS = 1 + BLOCK / 4;
  private static final int STORED = 2 + BLOCK;

  RowsQ8(StoredRows from) {
    super(from, WORDS);
    byte[] row = new byte[from.rowBytes()];
    for (int r = 0; r < rows; r++) {
      from.copy(r, row);
      for (int b = 0; b < row.length / STORED; b++) {
        put(r, b, 0, WORDS, Float.floatToRawIntBits(half(row, b * STORED)));
        for (int w = 1; w < WORDS; w++) put(r, b, w, WORDS, word(row, b * STORED + 4 * w - 2));
      }
    }
  }

  @Override
  void two(long at, float[] x, int vector, float[] y, int to, float[] sums) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    int v = vector * columns;
    long o = at;
    for (int block = v; block < v + columns; block += BLOCK) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector scale = floats(o);
      FloatVector other = floats(o + panel);
      o += 4L * LANES;
      for (int k = block; k < block + BLOCK; k += 4, o += 4L * LANES) {
        IntVector p = ints(o);
        IntVector q = ints(o + panel);
        FloatVector x0 = all(x[k]);
        a0 = first(p).fma(x0, a0);
        b0 = first(q).fma(x0, b0);
        FloatVector x1 = all(x[k + 1]);
        a1 = last(p.lanewise(VectorOperators.LSHL, 16)).fma(x1, a1);
        b1 = last(q.lanewise(VectorOperators.LSHL, 16)).fma(x1, b1);
        FloatVector x2 = all(x[k + 2]);
        a0 = last(p.lanewise(VectorOperators.LSHL, 8)).fma(x2, a0);
        b0 = last(q.lanewise(VectorOperators.LSHL, 8)).fma(x2, b0);
        FloatVector x3 = all(x[k + 3]);
        a1 = last(p).fma(x3, a1);
        b1 = last(q).fma(x3, b1);
      }
      a = scale.fma(a0.add(a1), a);
      b = other.fma(b0.add(b1), b);
    }
    a.intoArray(y, to);
    b.intoArray(y, to + LANES);
  }

  @Override
  void four(long at, float[] x, int vector, float[] y, int to, int stride, float[] sums) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int v = vector * columns;
    long o = at;
    for (int block = v; block < v + columns; block += BLOCK) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector c0 = a0;
      FloatVector c1 = a0;
      FloatVector d0 = a0;
      FloatVector d1 = a0;
      FloatVector scale = floats(o);
      o += 4L * LANES;
      for (int k = block; k < block + BLOCK; k += 4, o += 4L * LANES) {
        IntVector p = ints(o);
        for (int j = k; j < k + 4; j += 2) {
          FloatVector w = first(p);
          a0 = w.fma(all(x[j]), a0);
          b0 = w.fma(all(x[j + columns]), b0);
          c0 = w.fma(all(x[j + 2 * columns]), c0);
          d0 = w.fma(all(x[j + 3 * columns]), d0);
          w = last(p.lanewise(VectorOperators.LSHL, 16));
          a1 = w.fma(all(x[j + 1]), a1);
          b1 = w.fma(all(x[j + columns + 1]), b1);
          c1 = w.fma(all(x[j + 2 * columns + 1]), c1);
          d1 = w.fma(all(x[j + 3 * columns + 1]), d1);
          p = p.lanewise(VectorOperators.LSHR, 16);
        }
      }
      a = scale.fma(a0.add(a1), a);
      b = scale.fma(b0.add(b1), b);
      c = scale.fma(c0.add(c1), c);
      d = scale.fma(d0.add(d1), d);
    }
    a.intoArray(y, to);
    b.intoArray(y, to + stride);
    c.intoArray(y, to + 2 * stride);
    d.intoArray(y, to + 3 * stride);
  }

  /// The lowest byte of each word, with its sign.
  private static FloatVector first(IntVector word) {
    return last(word.lanewise(VectorOperators.LSHL, 24));
  }

  /// The highest byte of each word, with its sign.
  private static FloatVector last(IntVector word) {
    return (FloatVector) word.lanewise(VectorOperators.ASHR, 24).convert(VectorOperators.I2F, 0);
  }
}
