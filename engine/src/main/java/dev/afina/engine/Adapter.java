package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.model.Architecture;
import dev.afina.training.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A LoRA adapter on linear layers, under the names that PEFT gives its tensors on disk.
///
/// @param rank columns of `A`
/// @param alpha the adapter counts `alpha / rank`
/// @param rankStabilised the adapter counts `alpha / √rank` instead
///   ([rsLoRA](https://arxiv.org/abs/2312.03732))
/// @param targets which layers of a block carry one, for instance `q_proj`
record Adapter(int rank, double alpha, boolean rankStabilised, List<String> targets) {

  private static final String PREFIX = "base_model.model.";

  Adapter {
    targets = List.copyOf(targets);
  }

  /// On all linear layers of a block.
  static Adapter of(Recipe recipe, Architecture model) {
    return new Adapter(recipe.rank(), recipe.alpha(), false, allTargets(model));
  }

  /// The last parts of the names of a block's linear layers.
  static List<String> allTargets(Architecture model) {
    return model.linears().stream()
        .map(linear -> linear.name().substring(linear.name().lastIndexOf('.') + 1))
        .distinct()
        .toList();
  }

  static String nameOfA(String layer) {
    return PREFIX + layer + ".lora_A.weight";
  }

  static String nameOfB(String layer) {
    return PREFIX + layer + ".lora_B.weight";
  }

  /// The shapes of the adapter's tensors on a model of this shape, in the order of its layers.
  SequencedMap<String, List<Long>> shapes(Architecture model) {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    for (int i = 0; i < model.layers(); i++) {
      for (Architecture.Linear linear : model.linears()) {
        if (!isOn(linear)) continue;
        String layer = model.block(i) + linear.name();
        shapes.put(nameOfA(layer), List.of((long) rank, (long) linear.inputs()));
        shapes.put(nameOfB(layer), List.of((long) linear.outputs(), (long) rank));
      }
    }
    return shapes;
  }

  /// PEFT's rule: a target is a layer's name, or the end of it behind a dot.
  private boolean isOn(Architecture.Linear linear) {
    return targets.stream().anyMatch(target -> ("." + linear.name()).endsWith("." + target));
  }

  /// `A` is uniform in `±1/√inputs`, as PEFT draws it; `B` stays zero, so a fresh adapter changes
  /// nothing until it is trained.
  static void start(Parameters parameters, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (PointerScope _ = new PointerScope()) {
      for (Parameters.Part part : parameters.parts()) {
        if (!part.name().endsWith(".lora_A.weight")) continue;
        double bound = 1 / Math.sqrt(part.layout().getLast());
        float[] drawn = new float[Math.toIntExact(part.size())];
        for (int i = 0; i < drawn.length; i++) drawn[i] = (float) random.nextDouble(-bound, bound);
        parameters.values().narrow(0, part.offset(), part.size()).copy_(torch.tensor(drawn));
      }
    }
  }

  /// The adapter that PEFT, or Afina, saved in a folder.
  static Adapter in(Path folder) {
    JsonNode config = Json.read(folder.resolve("adapter_config.json"), JsonNode.class);
    List<String> targets = new ArrayList<>();
    config.path("target_modules").forEach(target -> targets.add(target.asString()));
    return new Adapter(
        config.path("r").asInt(),
        config.path("lora_alpha").asDouble(),
        config.path("use_rslora").asBoolean(false),
        targets);
  }

  /// Puts the adapter's tensors on the layers they belong to.
  ///
  /// @param tensors by their name; `null` where there is none
  Transformer.Adaptation on(Function<String, @Nullable Tensor> tensors) {
    return (layer, base) -> {
      Tensor a = tensors.apply(nameOfA(layer));
      Tensor b = tensors.apply(nameOfB(layer));
      return a == null || b == null ? base : new Linear.Adapted(base, a, b, scale());
    };
  }

  private double scale() {
    return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  }
}
