package dev.afina.engine;

import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A [Step] that computes what conversations have in common once: their common beginnings, equal
/// ones as a whole, and nothing behind the last learned token. There is no padding, and the loss
/// head sees learned tokens only. All of it, computed as [Trees], is the same function of the
/// weights as the [PlainStep]'s, hence has the same gradient.
final class TreeStep implements Step {
  /// Tokens that one thread computes at a time; what they need on the way back bounds the memory.
  private static final int PACK = 2048;

  private final int together;
  private final Pupils pupils;
  private final Crew crew;
  private final Trees trees;
  private @Nullable Below below;

  /// @param together conversations of a micro-batch
  TreeStep(Learning learning, int threads, int together) {
    this.together = together;
    this.crew = new Crew(threads);
    this.pupils = new Pupils(learning, threads);
    this.trees = new Trees(crew, pupils.models());
  }

  @Override
  public void know(List<Example> examples) {
    if (below != null) below.close();
    below = Below.of(crew, trees.models(), examples);
  }

  @Override
  public double run(int number, List<Example> batch, double share) {
    pupils.zero();
    double loss = 0;
    for (int at = 0; at < batch.size(); at += together)
      for (List<Example> pack :
          packs(batch.subList(at, Math.min(batch.size(), at + together)), crew.size()))
        loss += weighted(pack, share);
    pupils.add();
    return loss / share;
  }

  @Override
  public Tensor gradient() {
    return pupils.gradient();
  }

  @Override
  public double loss(List<Example> examples) {
    double loss = 0;
    for (List<Example> pack : packs(examples, crew.size())) loss += weighted(pack, 0);
    return loss / Step.weight(examples);
  }

  @Override
  public List<double[]> likelihoods(List<List<Example>> groups) {
    return trees.likelihoods(groups, this::known);
  }

  /// What comes to the lowest block that learns, if such things are kept. What is asked for without
  /// having been announced is what judges, and will be asked for again.
  private @Nullable Tensor known(List<Example> pack, Lesson tree) {
    if (below == null) return null;
    return below.has(pack)
        ? below.of(pack, tree.pack())
        : below.ofTree(pack, () -> trees.below(tree));
  }

  /// `Σ weight · −ln p`, and the gradient of it.
  ///
  /// @param share what the gradient is divided by; 0: there is none
  private double weighted(List<Example> pack, double share) {
    Lesson lesson = Lesson.tree(pack);
    double[] nll = trees.computed(lesson, known(pack, lesson), share);
    double sum = 0;
    for (int i = 0; i < nll.length; i++) sum += lesson.weights()[i] * nll[i];
    return sum;
  }

  /// What all threads compute at a time, at most.
  static long tokens(List<Example> examples, int threads) {
    return packs(examples, threads).stream().mapToLong(TreeStep::distinct).max().orElse(0);
  }

  private static int distinct(List<Example> examples) {
    return Lesson.tree(examples).pack().ids().length;
  }

  /// Divides examples so that the tree of each part is small enough. Those that begin alike stay
  /// together.
  private static List<List<Example>> packs(List<Example> examples, int threads) {
    List<Example> learned =
        examples.stream()
            .filter(one -> one.learnedTokens() > 0)
            .sorted((a, b) -> Arrays.compare(a.ids(), b.ids()))
            .toList();
    List<List<Example>> packs = new ArrayList<>();
    if (!learned.isEmpty()) divide(learned, PACK * threads, packs);
    return packs;
  }

  private static void divide(List<Example> examples, int most, List<List<Example>> packs) {
    int half = examples.size() / 2;
    if (half == 0 || distinct(examples) <= most) {
      packs.add(examples);
      return;
    }
    divide(examples.subList(0, half), most, packs);
    divide(examples.subList(half, examples.size()), most, packs);
  }

  @Override
  public void close() {
    crew.close();
    if (below != null) below.close();
    pupils.close();
  }
}
