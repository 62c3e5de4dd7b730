package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Architecture;
import dev.afina.training.Lora;
import dev.afina.training.TrainingProblem;
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
record Adapter(Lora lora) {
  /// All linear layers of a block.
  static final List<String> ALL =
      List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

  private static final String PREFIX = "base_model.model.";

  /// The layers of a block that carry one.
  List<String> targets() {
    return lora.targets().isEmpty() ? ALL : lora.targets();
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
    check(model);
    for (int i = 0; i < model.layers(); i++) {
      if (!lora.isOn(i)) continue;
      for (String target : targets()) {
        String layer = layer(i, target);
        shapes.put(nameOfA(layer), List.of((long) lora.rank(), (long) inputs(model, target)));
        shapes.put(nameOfB(layer), List.of((long) outputs(model, target), (long) lora.rank()));
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
    return new Adapter(
        new Lora(
            config.path("r").asInt(),
            config.path("lora_alpha").asDouble(),
            config.path("use_rslora").asBoolean(false),
            0,
            targets,
            List.of()));
  }

  /// Puts the adapter's tensors on the layers they belong to.
  ///
  /// @param tensors by their name; `null` where there is none
  Transformer.Adaptation on(Function<String, @Nullable Tensor> tensors) {
    return on(tensors, Dropout.none());
  }

  /// The same for a model that learns.
  Transformer.Adaptation on(Function<String, @Nullable Tensor> tensors, Dropout dropout) {
    return (layer, base) -> {
      Tensor a = tensors.apply(nameOfA(layer));
      Tensor b = tensors.apply(nameOfB(layer));
      if (a == null || b == null) return base;
      Linear.Adapted adapted = new Linear.Adapted(base, a, b, lora.scale());
      return lora.dropout() == 0 ? adapted : new Linear.Dropped(adapted, dropout, layer);
    };
  }

  /// @throws Refused naming every target and every layer that the model does not have
  private void check(Architecture model) {
    List<TrainingProblem> problems = new ArrayList<>();
    for (String target : lora.targets())
      if (!ALL.contains(target)) problems.add(new TrainingProblem.NoSuchTarget(target, ALL));
    for (int layer : lora.layers())
      if (layer >= model.layers())
        problems.add(new TrainingProblem.NoSuchLayer(layer, model.layers()));
    if (!problems.isEmpty()) throw new Refused(problems);
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
