package dev.afina.model;

import dev.afina.core.Refused;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a model, or an adapter alone, as the one [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md)
/// file that llama.cpp and the programs around it read.
final class GgufExport {
  private GgufExport() {}

  private static final String SLOWER = "rope_freqs.weight";

  /// ggml's number for "mostly this form", and for the way numbers are quantised.
  private static int fileType(Encoding encoding) {
    return switch (encoding) {
      case F32 -> 0;
      case F16 -> 1;
      case Q8_0 -> 7;
    };
  }

  private static final int QUANTISATION = 2;

  /// @param base tells everything but the weights
  /// @param weights by Hugging Face's names
  /// @throws Refused with [ModelProblem.NotInGguf] if llama.cpp would compute something else
  static void model(Base base, ModelFile weights, Encoding encoding, Path target) {
    GgufLayout layout = GgufLayout.of(base.architecture());
    GgufWriter file = new GgufWriter();
    file.text("general.architecture", layout.family())
        .text("general.type", "model")
        // Without the place it lies in, or the revision.
        .text("general.name", base.name().replaceFirst("@.*", "").replaceFirst(".*/", ""))
        .whole("general.file_type", fileType(encoding))
        .whole("general.quantization_version", QUANTISATION);
    if (!base.licence().isEmpty()) file.text("general.license", base.licence());
    new GgufDescription(file, base.architecture(), layout.family()).write();
    new GgufVocabulary(file, base, base.architecture().vocabulary()).write();
    GgufNames names = GgufNames.of(layout.family());
    Map<String, String> theirs = new HashMap<>();
    float[] slower = slower(base.architecture());
    if (slower.length > 0) file.tensor(SLOWER, Encoding.F32, List.of((long) slower.length));
    for (String name : weights.names()) {
      List<Long> shape = weights.shape(name);
      boolean turned = layout.isTurned(name, shape.size());
      List<Long> stored = turned ? shape.reversed() : shape;
      theirs.put(names.ours(name), name);
      file.tensor(names.ours(name), encodingOf(name, stored, base.architecture(), encoding), stored);
    }
    file.write(
        target,
        ours -> {
          if (ours.equals(SLOWER)) return slower;
          String name = Objects.requireNonNull(theirs.get(ours));
          return layout.stored(name, weights.shape(name), weights.floats(name));
        });
    requireTheSame(base, target);
  }

  /// @throws Refused if the adapter does not fit the base
  static void adapter(PeftAdapter adapter, Base base, Path target) {
    GgufLayout layout = GgufLayout.of(base.architecture());
    GgufNames names = GgufNames.of(layout.family());
    GgufWriter file = new GgufWriter();
    file.text("general.architecture", layout.family())
        .text("general.type", "adapter")
        .text("adapter.type", "lora")
        // llama.cpp divides by the rank, whatever the adapter was trained with.
        .real("adapter.lora.alpha", adapter.scale() * adapter.rank());
    List<String> layers = adapter.check(base.architecture());
    try (ModelFile learned = adapter.weights()) {
      Map<String, String> layerOf = new HashMap<>();
      for (String layer : layers) {
        String ours = names.ours(layer + ".weight");
        layerOf.put(ours, layer + ".weight");
        file.tensor(ours + ".lora_a", Encoding.F32, learned.shape(PeftAdapter.nameOfA(layer)));
        file.tensor(ours + ".lora_b", Encoding.F32, learned.shape(PeftAdapter.nameOfB(layer)));
      }
      file.write(
          target,
          name -> {
            String weight =
                Objects.requireNonNull(layerOf.get(name.substring(0, name.lastIndexOf('.'))));
            String layer = weight.substring(0, weight.lastIndexOf('.'));
            return name.endsWith("a")
                ? learned.floats(PeftAdapter.nameOfA(layer))
                : layout.reordered(weight, learned.floats(PeftAdapter.nameOfB(layer)), adapter.rank());
          });
    }
  }

  private static float[] slower(Architecture shape) {
    return shape.positions() instanceof Architecture.Positions.Rotary(var everywhere, _)
        ? GgufRotary.of(everywhere).slower()
        : new float[0];
  }

  /// Vectors and learned positions are small and stay exact; a row that is no whole number of
  /// blocks cannot be quantised.
  private static Encoding encodingOf(
      String name, List<Long> shape, Architecture architecture, Encoding wanted) {
    if (shape.size() < 2 || name.equals(architecture.names().positions() + ".weight"))
      return Encoding.F32;
    return shape.getLast() % wanted.storage.block == 0 ? wanted : Encoding.F16;
  }

  /// What was written must be what was computed with: not everything can be said in such a file.
  private static void requireTheSame(Base base, Path target) {
    try (GgufFile written = GgufFile.open(target)) {
      if (!Alike.are(written.architecture(), base.architecture()))
        throw new Refused(new ModelProblem.NotInGguf(base.place(), base.architecture().family()));
    }
  }
}
