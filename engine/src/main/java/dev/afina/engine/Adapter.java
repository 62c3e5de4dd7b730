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
/// @param targets which layers of a block carry one, for instance `q_proj`
record Adapter(int rank, double alpha, List<String> targets) {
  /// All linear layers of a block.
  static final List<String> ALL =
      List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

  private static final String PREFIX = "base_model.model.";

  Adapter {
    targets = List.copyOf(targets);
  }

  static Adapter of(Recipe recipe) {
    return new Adapter(recipe.rank(), recipe.alpha(), ALL);
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
      for (String target : targets) {
        String layer = layer(i, target);
        shapes.put(nameOfA(layer), List.of((long) rank, (long) inputs(model, target)));
        shapes.put(nameOfB(layer), List.of((long) outputs(model, target), (long) rank));
      }
    }
    return shapes;
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
    return new Adapter(config.path("r").asInt(), config.path("lora_alpha").asDouble(), targets);
  }

  /// Puts the adapter's tensors on the layers they belong to.
  ///
  /// @param tensors by their name; `null` where there is none
  Transformer.Adaptation on(Function<String, @Nullable Tensor> tensors) {
    return (layer, base) -> {
      Tensor a = tensors.apply(nameOfA(layer));
      Tensor b = tensors.apply(nameOfB(layer));
      return a == null || b == null ? base : new Linear.Adapted(base, a, b, alpha / rank);
    };
  }

  private static String layer(int i, String target) {
    String part =
        target.endsWith("gate_proj") || target.endsWith("up_proj") || target.endsWith("down_proj")
            ? "mlp."
            : "self_attn.";
    return "model.layers." + i + "." + part + target;
  }

  private static int inputs(Architecture model, String target) {
    return switch (target) {
      case "q_proj", "k_proj", "v_proj", "gate_proj", "up_proj" -> model.width();
      case "o_proj" -> model.heads() * model.headWidth();
      case "down_proj" -> model.feedForward();
      default -> throw new IllegalArgumentException("no linear layer is called " + target);
    };
  }

  private static int outputs(Architecture model, String target) {
    return switch (target) {
      case "q_proj" -> model.heads() * model.headWidth();
      case "k_proj", "v_proj" -> model.keyHeads() * model.headWidth();
      case "o_proj", "down_proj" -> model.width();
      case "gate_proj", "up_proj" -> model.feedForward();
      default -> throw new IllegalArgumentException("no linear layer is called " + target);
    };
  }
}
