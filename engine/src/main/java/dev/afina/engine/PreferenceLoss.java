package dev.afina.engine;

import dev.afina.tokenizer.Example;
import dev.afina.training.History;
import dev.afina.training.Preference;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// [Direct preference optimisation](https://arxiv.org/abs/2305.18290): the preferred answer shall
/// gain more than the rejected one, over what the model thought of both before it learned.
///
/// With `m = ln p(preferred) − ln p(rejected)`, less the same before, the loss of a pair is `−(1 − ε)
/// ln σ(β m) − ε ln σ(−β m)`, and its derivative by `m` is `−β (σ(−β m) − ε)`. As `m` is a sum over
/// tokens, the gradient is that of the usual loss in which each token of the preferred answer
/// counts `β (σ(−β m) − ε)` and each of the rejected one as much less than nothing: the model is
/// computed once, then its tokens are weighed.
record PreferenceLoss(Preference numbers) implements Objective {

  @Override
  public double backward(Transformer model, Lesson lesson, List<Task> tasks, double share) {
    List<Example> examples = Task.examples(tasks);
    Tensor states = LossHead.states(model, lesson);
    int[][] places = lesson.places(examples);
    double[] likelihoods = Lesson.likelihoods(places, LossHead.each(model, states, lesson));
    float[] weights = new float[lesson.rows().length];
    double loss = 0;
    List<Task.Choice> choices = Task.choices(tasks);
    for (int i = 0; i < choices.size(); i++) {
      double margin = likelihoods[2 * i] - likelihoods[2 * i + 1] - choices.get(i).reference();
      loss += loss(margin);
      double force = numbers.beta() * (sigmoid(-numbers.beta() * margin) - numbers.smoothing());
      for (int target : places[2 * i]) weights[target] += (float) force;
      for (int target : places[2 * i + 1]) weights[target] -= (float) force;
    }
    LossHead.backward(model, states, lesson.weighed(weights), share);
    return loss;
  }

  /// What the model makes of pairs it does not learn from.
  Judged judged(List<Task.Choice> choices, Step step) {
    List<double[]> likelihoods = step.likelihoods(choices.stream().map(Task::examples).toList());
    double loss = 0;
    double margins = 0;
    int likelier = 0;
    for (int i = 0; i < choices.size(); i++) {
      double ahead = likelihoods.get(i)[0] - likelihoods.get(i)[1];
      double margin = ahead - choices.get(i).reference();
      loss += loss(margin);
      margins += numbers.beta() * margin;
      if (ahead > 0) likelier++;
    }
    int pairs = choices.size();
    return new Judged(
        loss / pairs, null, pairs, new History.Choices(likelier, pairs, margins / pairs));
  }

  private double loss(double margin) {
    double gained = numbers.beta() * margin;
    return (1 - numbers.smoothing()) * softplus(-gained) + numbers.smoothing() * softplus(gained);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// `ln(1 + eˣ) = −ln σ(−x)`, also where `eˣ` is too large.
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
