package dev.afina.model;

import java.util.List;
import java.util.stream.IntStream;

/// Rotary frequencies as GGUF says them: the powers of a base, all divided by one number, and each
/// by one of its own.
///
/// @param base the frequencies are `base^(−2i/width)`
/// @param factor that all are divided by (`rope.scaling.factor`)
/// @param slower what each is divided by (`rope_freqs.weight`); empty if they are powers already
record GgufRotary(double base, double factor, float[] slower) {

  /// The base follows from the slowest pair, unless they were slowed down unevenly.
  static GgufRotary of(List<Float> frequencies) {
    int width = 2 * frequencies.size();
    double factor = 1.0 / frequencies.getFirst();
    int last = frequencies.size() - 1;
    double exact =
        Math.pow((double) frequencies.get(last) / frequencies.getFirst(), -width / (2.0 * last));
    for (double base : new double[] {Math.rint(exact), exact})
      if (isClose(divisors(base, frequencies), factor))
        return new GgufRotary(base, Math.abs(factor - 1) < 1e-6 ? 1 : factor, new float[0]);
    double fast = Math.rint(Math.pow(1.0 / frequencies.get(1), width / 2.0));
    return new GgufRotary(fast, 1, divisors(fast, frequencies));
  }

  /// What the powers of the base must be divided by.
  private static float[] divisors(double base, List<Float> frequencies) {
    List<Float> plain = Architecture.frequencies(base, 2 * frequencies.size());
    float[] divisors = new float[plain.size()];
    for (int i = 0; i < divisors.length; i++) divisors[i] = plain.get(i) / frequencies.get(i);
    return divisors;
  }

  private static boolean isClose(float[] divisors, double factor) {
    return IntStream.range(0, divisors.length)
        .allMatch(i -> Math.abs(divisors[i] / factor - 1) < 1e-5);
  }
}
