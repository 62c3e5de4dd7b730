package dev.afina.engine;

import dev.afina.model.Architecture;
import dev.afina.model.Safetensors;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
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
record Learning(Parameters parameters, Function<Parameters.Leaves, Pupil> models)
    implements AutoCloseable {

  /// A model that learns.
  ///
  /// @param dropout what it leaves out meanwhile
  record Pupil(Transformer model, Dropout dropout) {}

  /// @param dtype of the activations; the weights of a full training must have been read in 32 bits
  static Learning of(Recipe recipe, Architecture shape, Weights weights, Dtype dtype, long seed) {
    return switch (recipe.method()) {
      case LORA, DPO -> adapter(recipe.lora(), shape, weights, seed);
      case FULL -> whole(shape, weights, dtype);
    };
  }

  static Learning adapter(Lora lora, Architecture shape, Weights weights, long seed) {
    Adapter adapter = new Adapter(lora);
    Parameters parameters = new Parameters(adapter.shapes(shape), weights.wide());
    Adapter.start(parameters, seed);
    return new Learning(
        parameters,
        leaves -> {
          Dropout dropout = new Dropout(lora.dropout(), seed);
          var adaptation = adapter.on(leaves.tensors()::get, dropout);
          return new Pupil(new Transformer(shape, weights::get, adaptation), dropout);
        });
  }

  /// The weights are copied into what learns, and given back.
  private static Learning whole(Architecture shape, Weights weights, Dtype dtype) {
    Parameters parameters = new Parameters(weights.shapes(), weights.wide());
    try (PointerScope _ = new PointerScope()) {
      for (Parameters.Part part : parameters.parts())
        parameters.part(parameters.values(), part).copy_(weights.get(part.name()));
    }
    weights.close();
    Transformer.Adaptation rounding =
        switch (dtype) {
          case F32 -> Transformer.Adaptation.NONE;
          case BF16 -> (_, layer) -> new Linear.Rounded(layer);
        };
    return new Learning(
        parameters,
        leaves -> new Pupil(new Transformer(shape, leaves::get, rounding), Dropout.none()));
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
