package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.model.Architecture;
import dev.afina.model.PeftAdapter;
import dev.afina.training.Blocks;
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

/// A LoRA adapter on linear layers, under the names that PEFT gives its tensors on disk.
record Adapter(Lora lora) {
  private static final String PREFIX = "base_model.model.";

  /// The last parts of the names of the linear layers that carry one.
  List<String> targets(Architecture model) {
    return lora.targets().isEmpty() ? allTargets(model) : lora.targets();
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
    check(model);
    for (int i : lora.layers().of(model.layers())) {
      for (Architecture.Linear linear : model.linears()) {
        if (!lora.isOn(linear)) continue;
        String layer = model.block(i) + linear.name();
        shapes.put(nameOfA(layer), List.of((long) lora.rank(), (long) linear.inputs()));
        shapes.put(nameOfB(layer), List.of((long) linear.outputs(), (long) lora.rank()));
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

  /// The adapter that PEFT, or Afina, saved in a folder. Its tensors say which layers carry it.
  static Adapter in(Path folder) {
    PeftAdapter saved = PeftAdapter.in(folder);
    return new Adapter(
        new Lora(saved.rank(), saved.alpha(), saved.rankStabilised(), 0, List.of(), Blocks.ALL));
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
      if (model.linears().stream().noneMatch(linear -> Lora.means(target, linear)))
        problems.add(new TrainingProblem.NoSuchTarget(target, allTargets(model)));
    for (int layer : lora.layers().of(model.layers()))
      if (layer >= model.layers())
        problems.add(new TrainingProblem.NoSuchLayer(layer, model.layers()));
    if (!problems.isEmpty()) throw new Refused(problems);
  }
}
