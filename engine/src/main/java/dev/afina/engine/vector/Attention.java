package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What a token takes from those before it, a head at a time. Belongs to one thread.
final class Attention {
  private static final int LANES = Rows.LANES;

  private final int width;
  private final float scale;
  private float[] shares = new float[0];

  Attention(Architecture.Attention shape) {
    width = shape.heads().width();
    scale = (float) shape.scale();
  }

  /// `softmax(q Kᵀ · scale) V` for the last token of a conversation.
  ///
  /// @param query from `at` on
  /// @param keys and `values` of the head, in the layout of [KeyValues]
  /// @param first and `end` which tokens are seen
  void of(
      float[] query, int at, float[] keys, float[] values, int first, int end, float[] out, int to) {
    int wide = Rows.padded(end, LANES);
    if (shares.length < wide) shares = new float[2 * wide];
    int from = first / LANES * LANES;
    for (int t = from; t < wide; t += LANES) score(query, at, keys, t);
    Arrays.fill(shares, from, first, Float.NEGATIVE_INFINITY);
    Arrays.fill(shares, end, wide, Float.NEGATIVE_INFINITY);
    float sum = soften(from, wide);
    int whole = width / LANES * LANES;
    for (int d = 0; d < whole; d += LANES) gather(values, d, first, end, sum, out, to);
    for (int d = whole; d < width; d++) gatherOne(values, d, first, end, sum, out, to);
  }

  /// The scores of as many tokens as there are lanes.
  private void score(float[] query, int at, float[] keys, int token) {
    FloatVector score = FloatVector.zero(Rows.FLOATS);
    FloatVector other = score;
    int tile = token * width;
    for (int d = 0; d < width; d += 2) {
      score =
          FloatVector.fromArray(Rows.FLOATS, keys, tile + d * LANES)
              .fma(Rows.all(query[at + d]), score);
      other =
          FloatVector.fromArray(Rows.FLOATS, keys, tile + (d + 1) * LANES)
              .fma(Rows.all(query[at + d + 1]), other);
    }
    score.add(other).mul(scale).intoArray(shares, token);
  }

  /// Makes scores powers of e; their sum is what they must be divided by.
  private float soften(int from, int wide) {
    FloatVector most = FloatVector.broadcast(Rows.FLOATS, Float.NEGATIVE_INFINITY);
    for (int t = from; t < wide; t += LANES)
      most = most.max(FloatVector.fromArray(Rows.FLOATS, shares, t));
    float top = most.reduceLanes(VectorOperators.MAX);
    FloatVector sum = FloatVector.zero(Rows.FLOATS);
    for (int t = from; t < wide; t += LANES) {
      FloatVector share =
          FloatVector.fromArray(Rows.FLOATS, shares, t).sub(top).lanewise(VectorOperators.EXP);
      share.intoArray(shares, t);
      sum = sum.add(share);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private void gather(
      float[] values, int d, int first, int end, float sum, float[] out, int to) {
    FloatVector taken = FloatVector.zero(Rows.FLOATS);
    FloatVector other = taken;
    int t = first;
    for (; t + 1 < end; t += 2) {
      taken =
          FloatVector.fromArray(Rows.FLOATS, values, t * width + d)
              .fma(Rows.all(shares[t]), taken);
      other =
          FloatVector.fromArray(Rows.FLOATS, values, (t + 1) * width + d)
              .fma(Rows.all(shares[t + 1]), other);
    }
    if (t < end)
      taken =
          FloatVector.fromArray(Rows.FLOATS, values, t * width + d)
              .fma(Rows.all(shares[t]), taken);
    taken.add(other).div(sum).intoArray(out, to + d);
  }

  private void gatherOne(
      float[] values, int d, int first, int end, float sum, float[] out, int to) {
    float taken = 0;
    for (int t = first; t < end; t++) taken += shares[t] * values[t * width + d];
    out[to + d] = taken / sum;
  }
}
