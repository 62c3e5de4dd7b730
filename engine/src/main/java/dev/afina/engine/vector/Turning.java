package dev.afina.engine.vector;

import java.util.List;

/// Rotary positions, as in `Rope`, for the places of a few tokens.
final class Turning {
  private final float[] frequencies;
  private final float[] cos;
  private final float[] sin;

  /// @param most tokens at once
  Turning(List<Float> frequencies, int most) {
    this.frequencies = new float[frequencies.size()];
    for (int i = 0; i < this.frequencies.length; i++) this.frequencies[i] = frequencies.get(i);
    cos = new float[most * this.frequencies.length];
    sin = new float[cos.length];
  }

  /// Where token `v` stands.
  void at(int v, int position) {
    for (int i = 0; i < frequencies.length; i++) {
      float angle = position * frequencies[i];
      cos[v * frequencies.length + i] = (float) Math.cos(angle);
      sin[v * frequencies.length + i] = (float) Math.sin(angle);
    }
  }

  /// Turns a head of token `v`.
  void turn(int v, float[] x, int at) {
    int half = frequencies.length;
    for (int i = 0; i < half; i++) {
      float c = cos[v * half + i];
      float s = sin[v * half + i];
      float a = x[at + i];
      float b = x[at + half + i];
      x[at + i] = a * c - b * s;
      x[at + half + i] = b * c + a * s;
    }
  }
}
