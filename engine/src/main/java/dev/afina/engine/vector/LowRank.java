package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import java.util.HashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/// A LoRA adapter as a conversation carries it: `scale · x Aᵀ Bᵀ` beside the products of its base.
public final class LowRank {

  /// @param a `(rank, inputs)`, each row filled up to whole blocks
  /// @param b `(rank, outputs)`, scaled, each row filled up to whole units
  private record Pair(float[] a, float[] b, int rank) {}

  private final Map<String, Pair> pairs = new HashMap<>();
  private int rank;

  private LowRank() {}

  /// Reads the adapter that PEFT, or Afina, saved.
  ///
  /// @throws dev.afina.core.Refused if it does not fit a model of this shape
  public static LowRank of(PeftAdapter saved, Architecture shape) {
    LowRank adapter = new LowRank();
    try (ModelFile tensors = saved.weights()) {
      for (String layer : saved.check(shape)) adapter.add(layer, tensors, (float) saved.scale());
    }
    return adapter;
  }

  private void add(String layer, ModelFile tensors, float scale) {
    String nameOfA = PeftAdapter.nameOfA(layer);
    String nameOfB = PeftAdapter.nameOfB(layer);
    int ranks = Math.toIntExact(tensors.shape(nameOfA).getFirst());
    int inputs = Math.toIntExact(tensors.shape(nameOfA).getLast());
    int outputs = Math.toIntExact(tensors.shape(nameOfB).getFirst());
    float[] a = Decoded.vector(tensors, nameOfA, 1);
    float[] b = Decoded.vector(tensors, nameOfB, 1);
    int wide = Rows.padded(inputs, Rows.BLOCK);
    int tall = Rows.padded(outputs, Rows.UNIT);
    float[] rowsOfA = new float[ranks * wide];
    float[] columnsOfB = new float[ranks * tall];
    for (int r = 0; r < ranks; r++) {
      System.arraycopy(a, r * inputs, rowsOfA, r * wide, inputs);
      for (int o = 0; o < outputs; o++) columnsOfB[r * tall + o] = scale * b[o * ranks + r];
    }
    pairs.put(layer, new Pair(rowsOfA, columnsOfB, ranks));
    rank = Math.max(rank, ranks);
  }

  /// The largest rank of its layers.
  int rank() {
    return rank;
  }

  /// One number of `A x`.
  ///
  /// @param columns numbers in `x`, filled up to whole blocks
  float narrow(String layer, int rank, float[] x, int at, int columns) {
    Pair pair = pairs.get(layer);
    if (pair == null || rank >= pair.rank) return 0;
    FloatVector sum = FloatVector.zero(Rows.FLOATS);
    for (int k = 0; k < columns; k += Rows.LANES)
      sum =
          FloatVector.fromArray(Rows.FLOATS, pair.a, rank * columns + k)
              .fma(FloatVector.fromArray(Rows.FLOATS, x, at + k), sum);
    return Exactly.sum(sum);
  }

  /// Adds `B` times what [#narrow] made to some units of a product.
  void widen(String layer, float[] narrow, int from, float[] y, int to, int fromUnit, int toUnit) {
    Pair pair = pairs.get(layer);
    if (pair == null) return;
    int tall = pair.b.length / pair.rank;
    for (int o = fromUnit * Rows.UNIT; o < toUnit * Rows.UNIT; o += Rows.LANES) {
      FloatVector sum = FloatVector.fromArray(Rows.FLOATS, y, to + o);
      for (int r = 0; r < pair.rank; r++)
        sum =
            FloatVector.fromArray(Rows.FLOATS, pair.b, r * tall + o)
                .fma(Rows.all(narrow[from + r]), sum);
      sum.intoArray(y, to + o);
    }
  }
}
