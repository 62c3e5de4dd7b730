package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.ModelFile;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// A norm, and the numbers it multiplies and shifts with.
///
/// @param width how many numbers are brought to one size
/// @param weight filled up to whole blocks
/// @param bias of a LayerNorm only
record Normed(int width, float[] weight, float @Nullable [] bias, boolean centred, double epsilon) {

  static Normed of(ModelFile file, Architecture.Norm like, String name) {
    int width = Math.toIntExact(file.shape(name + ".weight").getFirst());
    float[] weight = Decoded.vector(file, name + ".weight", Rows.BLOCK);
    if (like.kind() == Architecture.Norm.Kind.RMS_FROM_ONE)
      for (int i = 0; i < width; i++) weight[i] += 1;
    boolean centred = like.kind() == Architecture.Norm.Kind.LAYER;
    float[] bias = centred ? Decoded.vector(file, name + ".bias", Rows.BLOCK) : null;
    return new Normed(width, weight, bias, centred, like.epsilon());
  }

  /// @param x from `at` on; what fills it up to whole blocks is zero
  void of(float[] x, int at, float[] y, int to) {
    float mean = centred ? sum(x, at) / width : 0;
    float scale = (float) (1 / Math.sqrt(squares(x, at, mean) / width + epsilon));
    for (int i = 0; i < weight.length; i += Rows.LANES) {
      FloatVector made =
          FloatVector.fromArray(Rows.FLOATS, x, at + i)
              .sub(mean)
              .mul(scale)
              .mul(FloatVector.fromArray(Rows.FLOATS, weight, i));
      if (bias != null) made = made.add(FloatVector.fromArray(Rows.FLOATS, bias, i));
      made.intoArray(y, to + i);
    }
  }

  /// The same for a head, whose neighbours stand right beside it.
  void ofHead(float[] x, int at) {
    double squares = 0;
    for (int i = 0; i < width; i++) squares += (double) x[at + i] * x[at + i];
    float scale = (float) (1 / Math.sqrt(squares / width + epsilon));
    for (int i = 0; i < width; i++) x[at + i] *= scale * weight[i];
  }

  private float sum(float[] x, int at) {
    FloatVector sum = FloatVector.zero(Rows.FLOATS);
    for (int i = 0; i < weight.length; i += Rows.LANES)
      sum = sum.add(FloatVector.fromArray(Rows.FLOATS, x, at + i));
    return Exactly.sum(sum);
  }

  private float squares(float[] x, int at, float mean) {
    FloatVector sum = FloatVector.zero(Rows.FLOATS);
    for (int i = 0; i < weight.length; i += Rows.LANES) {
      FloatVector away = FloatVector.fromArray(Rows.FLOATS, x, at + i).sub(mean);
      sum = away.fma(away, sum);
    }
    // What fills the last block is as far from the mean as zero is.
    return Exactly.sum(sum) - (weight.length - width) * mean * mean;
  }
}
