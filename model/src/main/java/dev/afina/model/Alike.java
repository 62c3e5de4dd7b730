package dev.afina.model;

import dev.afina.model.Architecture.Positions;
import java.util.List;
import java.util.stream.IntStream;

/// Whether two descriptions compute the same, up to the rounding of a file that keeps its numbers
/// in 32 bits. Their names and the token that fills up may differ.
final class Alike {
  private Alike() {}

  static boolean are(Architecture one, Architecture other) {
    return one.size().equals(other.size())
        && are(one.attention(), other.attention())
        && one.feedForward().equals(other.feedForward())
        && one.norm().kind() == other.norm().kind()
        && one.norm().after() == other.norm().after()
        && are(one.norm().epsilon(), other.norm().epsilon())
        && are(one.positions(), other.positions())
        && one.ends().tiedHead() == other.ends().tiedHead()
        && are(one.ends().scale(), other.ends().scale())
        && are(one.ends().cap(), other.ends().cap());
  }

  private static boolean are(Architecture.Attention one, Architecture.Attention other) {
    return one.heads().equals(other.heads())
        && are(one.scale(), other.scale())
        && one.headNorms() == other.headNorms()
        && one.inputBias() == other.inputBias()
        && one.outputBias() == other.outputBias()
        && one.windows().equals(other.windows());
  }

  private static boolean are(Positions one, Positions other) {
    if (one instanceof Positions.Rotary(var everywhere, var window)
        && other instanceof Positions.Rotary(var theirs, var theirWindow))
      return are(everywhere, theirs) && are(window, theirWindow);
    return one.equals(other);
  }

  private static boolean are(List<Float> some, List<Float> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> are(some.get(i), others.get(i)));
  }

  private static boolean are(double one, double other) {
    return Math.abs(one - other) <= 1e-5 * Math.abs(other);
  }
}
