package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
import dev.afina.training.Numerics.Dtype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// What Afina computes for given tokens, so that `benchmarks/transformers_reads.py` can put it
/// beside what other programs compute: `BASE ADAPTER IDS OUT`, where `IDS` is a JSON list of lists,
/// and `OUT` becomes a safetensors file with `logits.0`, `logits.1` …
final class Logits {
  private Logits() {}

  public static void main(String[] arguments) {
    Base base = Base.at(Path.of(arguments[0]));
    Path adapter = Path.of(arguments[1]);
    int[][] all = Json.read(Path.of(arguments[2]), int[][].class);
    SequencedMap<String, Safetensors.Floats> logits = new LinkedHashMap<>();
    try (Weights weights = read(base.weights());
        Weights learned = read(Safetensors.open(adapter.resolve(PeftAdapter.WEIGHTS)))) {
      Transformer model =
          new Transformer(base.architecture(), weights::get, Adapter.in(adapter).on(learned::find));
      for (int[] ids : all) logits.put("logits." + logits.size(), of(model, ids));
    }
    Safetensors.write(Path.of(arguments[3]), logits);
  }

  /// `(tokens, vocabulary)`
  private static Safetensors.Floats of(Transformer model, int[] ids) {
    try (PointerScope _ = new PointerScope()) {
      Tensor made = model.logits(model.hidden(Pack.of(ids))).contiguous();
      float[] numbers = Weights.memory(made).toArray(ValueLayout.JAVA_FLOAT);
      return new Safetensors.Floats(
          List.of(made.size(0), made.size(1)), MemorySegment.ofArray(numbers));
    }
  }

  private static Weights read(ModelFile file) {
    try (file) {
      return Weights.read(file, Dtype.F32);
    }
  }
}
