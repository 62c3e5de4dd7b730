package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What a token takes from those before it, a head at a time.
final class Attention {
  private static final int LANES = Rows.LANES;

  private final int width;
  private final float scale;

  Attention(Architecture.Attention shape) {
    width = shape.heads().width();
    scale = (float) shape.scale();
  }

  /// `softmax(q Kᵀ · scale) V` of the token whose key and value were written last.
  ///
  /// @param head of the keys and values
  /// @param first token that is seen
  /// @param query from `at` on
  void of(
      KeyValues past, int layer, int head, int first, float[] query, int at, float[] out, int to) {
    float[] keys = past.keys(layer, head);
    float[] values = past.values(layer, head);
    float[] shares = past.shares(head);
    int end = past.length() + 1;
    int wide = Rows.padded(end, LANES);
    int from = first / LANES * LANES;
    for (int t = from; t < wide; t += LANES) score(query, at, keys, t).intoArray(shares, t);
    Arrays.fill(shares, from, first, Float.NEGATIVE_INFINITY);
    Arrays.fill(shares, end, wide, Float.NEGATIVE_INFINITY);
    float sum = soften(shares, from, wide);
    int whole = width / LANES * LANES;
    for (int d = 0; d < whole; d += LANES)
      gather(shares, values, d, first, end).div(sum).intoArray(out, to + d);
    for (int d = whole; d < width; d++)
      out[to + d] = gatherOne(shares, values, d, first, end) / sum;
  }

  /// The scores of as many tokens as there are lanes.
  private FloatVector score(float[] query, int at, float[] keys, int token) {
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
    return score.add(other).mul(scale);
  }

  /// Makes scores powers of e; their sum is what they must be divided by.
  private static float soften(float[] shares, int from, int wide) {
    FloatVector most = FloatVector.broadcast(Rows.FLOATS, Float.NEGATIVE_INFINITY);
    for (int t = from; t < wide; t += LANES)
      most = most.max(FloatVector.fromArray(Rows.FLOATS, shares, t));
    float top = most.reduceLanes(VectorOperators.MAX);
    FloatVector sum = FloatVector.zero(Rows.FLOATS);
    for (int t = from; t < wide; t += LANES) {
      FloatVector share = Exactly.exp(FloatVector.fromArray(Rows.FLOATS, shares, t).sub(top));
      share.intoArray(shares, t);
      sum = sum.add(share);
    }
    return Exactly.sum(sum);
  }

  /// As many numbers as there are lanes.
  private FloatVector gather(float[] shares, float[] values, int d, int first, int end) {
    FloatVector taken = FloatVector.zero(Rows.FLOATS);
    FloatVector other = taken;
    int t = first;
    for (; t + 1 < end; t += 2) {
      int row = t * width + d;
      taken = FloatVector.fromArray(Rows.FLOATS, values, row).fma(Rows.all(shares[t]), taken);
      row += width;
      other = FloatVector.fromArray(Rows.FLOATS, values, row).fma(Rows.all(shares[t + 1]), other);
    }
    if (t < end)
      taken =
          FloatVector.fromArray(Rows.FLOATS, values, t * width + d).fma(Rows.all(shares[t]), taken);
    return taken.add(other);
  }

  private float gatherOne(float[] shares, float[] values, int d, int first, int end) {
    float taken = 0;
    for (int t = first; t < end; t++) taken += shares[t] * values[t * width + d];
    return taken;
  }
}
