package dev.afina.engine;

import dev.afina.model.Architecture;
import dev.afina.model.Safetensors;
import dev.afina.training.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// What learns in a model and how it is put there: an adapter beside frozen weights, or the weights
/// themselves.
///
/// @param parameters everything that learns
/// @param models makes a model over leaves of the parameters
record Learning(Parameters parameters, Function<Parameters.Leaves, Transformer> models)
    implements AutoCloseable {

  static Learning of(Recipe recipe, Architecture shape, Weights weights, long seed) {
    return switch (recipe.method()) {
      case LORA -> adapter(Adapter.of(recipe, shape), shape, weights, seed);
      case FULL -> whole(shape, weights);
    };
  }

  static Learning adapter(Adapter adapter, Architecture shape, Weights weights, long seed) {
    Parameters parameters = new Parameters(adapter.shapes(shape));
    Adapter.start(parameters, seed);
    return new Learning(
        parameters,
        leaves -> new Transformer(shape, weights::get, adapter.on(leaves.tensors()::get)));
  }

  private static Learning whole(Architecture shape, Weights weights) {
    Parameters parameters = new Parameters(weights.shapes());
    try (PointerScope _ = new PointerScope()) {
      for (Parameters.Part part : parameters.parts())
        parameters.part(parameters.values(), part).copy_(weights.get(part.name()));
    }
    return new Learning(
        parameters, leaves -> new Transformer(shape, leaves::get, Transformer.Adaptation.NONE));
  }

  /// Writes what was learned, each part under its name.
  void write(Path file) {
    SequencedMap<String, Safetensors.Floats> named = new LinkedHashMap<>();
    try (PointerScope _ = new PointerScope()) {
      for (Parameters.Part part : parameters.parts()) {
        Tensor values = parameters.part(parameters.values(), part);
        named.put(part.name(), new Safetensors.Floats(part.layout(), Weights.memory(values)));
      }
      Safetensors.write(file, named);
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
