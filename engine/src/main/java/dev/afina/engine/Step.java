package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.tokenizer.Example;
import dev.afina.training.MemoryNeed;
import dev.afina.training.Recipe;
import dev.afina.training.TrainingProblem;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// The loss of some conversations and its gradient. [PlainStep] is the definition, [TreeStep] the
/// fast one; a test says that they agree.
///
/// The loss is `Σ weight · −ln p / Σ weight` over all tokens of the step, however many
/// micro-batches it is computed in. The work is divided among threads that each compute on one
/// core, and what they make is added in the order of the threads, so the result does not depend on
/// which was faster.
sealed interface Step extends AutoCloseable permits PlainStep, TreeStep {

  /// The fastest that computes the recipe. Dropout leaves out something else of each conversation,
  /// so that nothing is shared.
  static Step of(Recipe recipe, Learning learning, int threads) {
    int together = recipe.together();
    return recipe.drops()
        ? new PlainStep(learning, threads, together)
        : new TreeStep(learning, threads, together);
  }

  /// Tells which conversations are going to come again and again, so that what stays the same of
  /// them is computed once. Whether that pays and fits, [Below] says.
  default void know(List<Example> examples) {}

  /// @param number of the step, from 0: dropout follows from it
  /// @return the loss; the gradient lies in [#gradient]
  /// @throws Refused with [TrainingProblem.EmptyStep] if every weight is 0
  default double run(int number, List<Example> batch) {
    double weight = weight(batch);
    if (weight == 0) throw new Refused(new TrainingProblem.EmptyStep(batch.size()));
    return run(number, batch, weight);
  }

  /// The same with the sum divided by something else; weights may be below 0.
  double run(int number, List<Example> batch, double share);

  /// The gradient of the last step; whoever uses it may change it.
  Tensor gradient();

  /// The loss, weighted like a step's, without a gradient and without dropout.
  double loss(List<Example> examples);

  /// How likely each example's learned tokens are together: the sum of `ln p`, whatever their
  /// weights.
  ///
  /// @param groups of examples that have much in common
  List<double[]> likelihoods(List<List<Example>> groups);

  @Override
  void close();

  /// What all threads compute at a time in a step of the longest conversations.
  static MemoryNeed.Load load(Recipe recipe, List<Example> examples, int threads, int together) {
    List<Example> longest =
        examples.stream()
            .sorted(Comparator.comparingInt((Example one) -> one.ids().length).reversed())
            .limit(together)
            .toList();
    long tokens =
        recipe.drops() ? PlainStep.tokens(longest, threads) : TreeStep.tokens(longest, threads);
    return new MemoryNeed.Load(tokens, longest.getFirst().ids().length);
  }

  /// The sum of all weights.
  static double weight(List<Example> examples) {
    return examples.stream().mapToDouble(Example::weight).sum();
  }
}
