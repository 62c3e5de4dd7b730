package dev.afina.engine.vector;

import dev.afina.model.Storage;
import dev.afina.model.StoredRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Blocks of 32 numbers `d q + m`, q in 0 … 15: `d` and `m` as floats, then `q`, eight in a word. A
/// block's share of a product is `d Σ x q + m Σ x`.
final class RowsQ4 extends Rows {
  private static final int WORDS = 2 + BLOCK / 8;

  RowsQ4(StoredRows from) {
    super(from, WORDS);
    int stored = from.storage().bytes;
    boolean minimum = from.storage() == Storage.Q4_1;
    byte[] row = new byte[from.rowBytes()];
    for (int r = 0; r < rows; r++) {
      from.copy(r, row);
      for (int b = 0; b < row.length / stored; b++) {
        float d = half(row, b * stored);
        float m = minimum ? half(row, b * stored + 2) : -8 * d;
        put(r, b, 0, WORDS, Float.floatToRawIntBits(d));
        put(r, b, 1, WORDS, Float.floatToRawIntBits(m));
        int q = b * stored + (minimum ? 4 : 2);
        for (int w = 0; w < 4; w++) put(r, b, 2 + w, WORDS, eight(row, q, 8 * w));
      }
    }
  }

  /// Numbers `from` to `from + 7` of a block in the order of the row. The file has number `j` in
  /// the lower half of byte `j`, number `j + 16` in its upper half.
  private static int eight(byte[] row, int at, int from) {
    int word = 0;
    for (int i = 0; i < 8; i++) {
      int j = from + i;
      word |= (row[at + j % 16] >> j / 16 * 4 & 15) << 4 * i;
    }
    return word;
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
      long scales = o;
      o += 8L * LANES;
      for (int k = block; k < block + BLOCK; k += 8, o += 4L * LANES) {
        IntVector p = ints(o);
        IntVector q = ints(o + panel);
        for (int j = k; j < k + 8; j += 2) {
          FloatVector x0 = all(x[j]);
          FloatVector x1 = all(x[j + 1]);
          a0 = first(p).fma(x0, a0);
          b0 = first(q).fma(x0, b0);
          p = p.lanewise(VectorOperators.LSHR, 4);
          q = q.lanewise(VectorOperators.LSHR, 4);
          a1 = first(p).fma(x1, a1);
          b1 = first(q).fma(x1, b1);
          p = p.lanewise(VectorOperators.LSHR, 4);
          q = q.lanewise(VectorOperators.LSHR, 4);
        }
      }
      FloatVector sum = all(sums[block / BLOCK]);
      a = floats(scales).fma(a0.add(a1), floats(scales + 4L * LANES).fma(sum, a));
      scales += panel;
      b = floats(scales).fma(b0.add(b1), floats(scales + 4L * LANES).fma(sum, b));
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
    int blocks = columns / BLOCK;
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
      FloatVector minimum = floats(o + 4L * LANES);
      o += 8L * LANES;
      for (int k = block; k < block + BLOCK; k += 8, o += 4L * LANES) {
        IntVector p = ints(o);
        for (int j = k; j < k + 8; j += 2) {
          FloatVector w = first(p);
          a0 = w.fma(all(x[j]), a0);
          b0 = w.fma(all(x[j + columns]), b0);
          c0 = w.fma(all(x[j + 2 * columns]), c0);
          d0 = w.fma(all(x[j + 3 * columns]), d0);
          p = p.lanewise(VectorOperators.LSHR, 4);
          w = first(p);
          a1 = w.fma(all(x[j + 1]), a1);
          b1 = w.fma(all(x[j + columns + 1]), b1);
          c1 = w.fma(all(x[j + 2 * columns + 1]), c1);
          d1 = w.fma(all(x[j + 3 * columns + 1]), d1);
          p = p.lanewise(VectorOperators.LSHR, 4);
        }
      }
      int s = block / BLOCK;
      a = scale.fma(a0.add(a1), minimum.fma(all(sums[s]), a));
      b = scale.fma(b0.add(b1), minimum.fma(all(sums[s + blocks]), b));
      c = scale.fma(c0.add(c1), minimum.fma(all(sums[s + 2 * blocks]), c));
      d = scale.fma(d0.add(d1), minimum.fma(all(sums[s + 3 * blocks]), d));
    }
    a.intoArray(y, to);
    b.intoArray(y, to + stride);
    c.intoArray(y, to + 2 * stride);
    d.intoArray(y, to + 3 * stride);
  }

  /// The lowest four bits of each word.
  private static FloatVector first(IntVector word) {
    return (FloatVector) word.and(15).convert(VectorOperators.I2F, 0);
  }
}
