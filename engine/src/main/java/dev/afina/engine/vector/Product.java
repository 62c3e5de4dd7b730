package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.ModelFile;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// A linear layer, `y = xWᵀ + b`.
///
/// @param name of the layer, by which adapters find it
/// @param bias filled up to whole units
record Product(String name, Rows rows, float @Nullable [] bias) {

  static Product of(ModelFile file, Architecture shape, String block, String layer, boolean half) {
    boolean bias = shape.linears().stream().anyMatch(one -> one.name().equals(layer) && one.bias());
    String name = block + layer;
    return new Product(
        name,
        Rows.of(file, name + ".weight", shape.names().turned(), half),
        bias ? Decoded.vector(file, name + ".bias", Rows.UNIT) : null);
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
