package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.ModelFile;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// A linear layer, `y = xWᵀ + b`.
///
/// @param layer its name, by which adapters find it
/// @param bias filled up to whole units
record Product(String layer, Rows rows, float @Nullable [] bias) {

  static Product of(ModelFile file, Architecture shape, String block, String name, boolean half) {
    boolean bias = shape.linears().stream().anyMatch(one -> one.name().equals(name) && one.bias());
    String layer = block + name;
    return new Product(
        layer,
        Rows.of(file, layer + ".weight", shape.names().turned(), half),
        bias ? Decoded.vector(file, layer + ".bias", Rows.UNIT) : null);
  }

  /// Adds the bias to some units of the result.
  void shift(float[] y, int to, int fromUnit, int toUnit) {
    if (bias == null) return;
    for (int i = fromUnit * Rows.UNIT; i < toUnit * Rows.UNIT; i += Rows.LANES)
      FloatVector.fromArray(Rows.FLOATS, y, to + i)
          .add(FloatVector.fromArray(Rows.FLOATS, bias, i))
          .intoArray(y, to + i);
  }
}
