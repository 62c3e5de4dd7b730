package dev.afina.evaluation.statistics;

/// Numbers of a result keep six decimals. They are rounded when a record is made and not when it is
/// written, so what is read back equals what was written.
public final class Rounding {
  private Rounding() {}

  /// @throws IllegalArgumentException for what is no number: it has no place in JSON
  public static double six(double value) {
    if (!Double.isFinite(value)) throw new IllegalArgumentException("not a number: " + value);
    return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value;
  }
}
