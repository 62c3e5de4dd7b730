package dev.afina.engine;

import dev.afina.model.Architecture;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/// The base that is measured with, `-Dafina.base`, and an adapter of rank 16 on all of its layers.
///
/// @param learning closed with the weights
record Bench(Architecture shape, Weights weights, Learning learning) implements AutoCloseable {
  static final int RANK = 16;

  static Bench open(Dtype dtype) {
    torch.set_num_threads(1);
    Base base = base();
    try (ModelFile file = base.weights()) {
      Weights weights = Weights.read(file, dtype);
      Lora lora = Lora.of(RANK, 2.0 * RANK);
      return new Bench(
          base.architecture(), weights, Learning.adapter(lora, base.architecture(), weights, 1));
    }
  }

  static Base base() {
    return Base.at(Path.of(System.getProperty("afina.base")));
  }

  /// Billions of operations of all blocks on so many rows, there and back: `4 · weights · rows`,
  /// and the adapters' there, back, and to what they learn.
  double blockOperations(int rows) {
    double frozen =
        shape.linears().stream().mapToDouble(one -> (double) one.inputs() * one.outputs()).sum();
    double adapters =
        shape.linears().stream().mapToDouble(one -> RANK * (one.inputs() + one.outputs())).sum();
    return rows * shape.layers() * (4 * frozen + 6 * adapters) / 1e9;
  }

  @Override
  public void close() {
    learning.close();
    weights.close();
  }
}
