package dev.afina.dataset.measure;

import java.util.Arrays;
import java.util.Collection;

/// How evenly items are spread over classes.
///
/// @param entropy `H / ln K`: 1 if all are equal, 0 if there is one class only
/// @param ratio the largest class to the smallest; infinite if one is empty
/// @param effective `e^H`: how many equal classes would be as varied
public record Balance(double entropy, double ratio, double effective) {

  public static Balance of(Collection<? extends Number> counts) {
    double[] n = counts.stream().mapToDouble(Number::doubleValue).toArray();
    double total = Arrays.stream(n).sum();
    double h = 0;
    for (double one : n) if (one > 0) h -= one / total * Math.log(one / total);
    double ratio = Arrays.stream(n).max().orElse(0) / Arrays.stream(n).min().orElse(1);
    return new Balance(n.length < 2 ? 0 : h / Math.log(n.length), ratio, Math.exp(h));
  }

  /// How far two distributions differ, in bits: 0 equal, 1 nothing in common (Jensen and Shannon).
  public static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double mean = (p[i] + q[i]) / 2;
      if (p[i] > 0) sum += p[i] * Math.log(p[i] / mean) / 2;
      if (q[i] > 0) sum += q[i] * Math.log(q[i] / mean) / 2;
    }
    return sum / Math.log(2);
  }

  /// The population stability index, `Σ (p − q) ln(p / q)`: above 0.25 the data have drifted.
  public static double drift(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) sum += (p[i] - q[i]) * Math.log(p[i] / q[i]);
    return sum;
  }
}
