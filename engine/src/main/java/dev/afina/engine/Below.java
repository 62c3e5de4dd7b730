package dev.afina.engine;

import dev.afina.model.Architecture;
import dev.afina.tokenizer.Example;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What comes to the lowest block that learns, for each token of a training and of what judges it:
/// the blocks below stay as they are, so it is the same in every epoch.
///
/// A conversation that is learned is computed by itself, whatever step it is in: a training that
/// goes on from a checkpoint must find the same bits. What judges is the same tree each time.
final class Below implements AutoCloseable {
  /// Above this, in bytes, they are computed anew: a fixed number, because results depend on it.
  private static final long MOST = 1L << 30;

  private final Map<Example, Tensor> states = new IdentityHashMap<>(); // (tokens, width)
  private final Map<List<Example>, Tensor> trees = new HashMap<>(); // (T, width)

  private Below() {}

  /// Bytes that are kept during a training; 0 if nothing is, because it does not pay or fit.
  ///
  /// @param examples that are learned, and those that judge
  static long bytes(Plan plan, Architecture shape, List<Example> examples) {
    Recipe recipe = plan.recipe();
    // A pair's examples get new weights in each step.
    boolean nothingBelow =
        recipe.method() != Recipe.Method.LORA
            || recipe.lora().layers().of(shape.layers()).contains(0);
    boolean once = recipe.passes().steps() == 0 && recipe.passes().epochs() == 1;
    if (nothingBelow || once || recipe.drops()) return 0;
    long tokens = examples.stream().mapToLong(one -> one.ids().length).sum();
    long each = plan.numerics().dtype() == Numerics.Dtype.BF16 ? 2 : 4;
    long bytes = tokens * shape.width() * each;
    return bytes <= MOST ? bytes : 0;
  }

  /// @param models one for each member of the crew
  static Below of(Crew crew, List<Transformer> models, List<Example> all) {
    List<Example> examples = all.stream().distinct().toList();
    Below below = new Below();
    List<List<Tensor>> made =
        crew.each(member -> {
          List<Tensor> own = new ArrayList<>();
          try (NoGradGuard _ = new NoGradGuard()) {
            for (int i = member; i < examples.size(); i += crew.size())
              own.add(computed(models.get(member), examples.get(i)));
          }
          return own;
        });
    for (int i = 0; i < examples.size(); i++)
      below.states.put(examples.get(i), made.get(i % crew.size()).get(i / crew.size()));
    return below;
  }

  private static Tensor computed(Transformer model, Example example) {
    return Kept.outliving(() -> model.upTo(TreePass.lowest(model), Pack.of(example.ids())).clone());
  }

  boolean has(List<Example> examples) {
    return states.keySet().containsAll(examples);
  }

  /// Those of all rows of a tree, `(T, width)`.
  ///
  /// @param examples the tree's own
  Tensor of(List<Example> examples, Pack tree) {
    Tensor first = states.get(examples.getFirst());
    if (first == null) throw new IllegalArgumentException("an example that was not computed");
    Tensor all = first.new_empty(tree.ids().length, first.size(1));
    for (Example example : examples) {
      try (PointerScope _ = new PointerScope()) {
        int[] rows = tree.path(Arrays.copyOf(example.ids(), example.last()));
        Tensor own = states.get(example);
        if (own == null || rows.length == 0) continue;
        all.index_copy_(0, torch.tensor(rows).to(ScalarType.Long), own.narrow(0, 0, rows.length));
      }
    }
    return all;
  }

  /// Those of all rows of a tree that comes again and again.
  ///
  /// @param examples the tree's own
  /// @param computed makes them, the first time; outlives any scope
  Tensor ofTree(List<Example> examples, Supplier<Tensor> computed) {
    return trees.computeIfAbsent(examples, _ -> computed.get());
  }

  @Override
  public void close() {
    states.values().forEach(Tensor::close);
    trees.values().forEach(Tensor::close);
    states.clear();
    trees.clear();
  }
}
