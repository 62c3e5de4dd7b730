package dev.afina.engine;

import dev.afina.tokenizer.Example;
import dev.afina.training.History;
import dev.afina.training.Preference;
import java.util.ArrayList;
import java.util.List;

/// [Direct preference optimisation](https://arxiv.org/abs/2305.18290): the preferred answer shall
/// gain more than the rejected one, over what the model thought of both before it learned.
///
/// With `m = ln p(preferred) − ln p(rejected)`, less the same before, the loss of a pair is `−(1 − ε)
/// ln σ(β m) − ε ln σ(−β m)`, and its derivative by `m` is `−β (σ(−β m) − ε)`. As `m` is a sum over
/// tokens, the gradient is that of the usual loss in which each token of the preferred answer
/// counts `β (σ(−β m) − ε)` and each of the rejected one as much less than nothing. So the model is
/// asked what it thinks of the pairs, and then makes a step of the usual kind.
record PreferenceLoss(Preference numbers) {

  /// @return the mean over the pairs; the gradient lies in [Step#gradient]
  double learn(Step step, int number, List<Task.Choice> pairs) {
    List<double[]> likelihoods = likelihoods(pairs, step);
    List<Example> weighed = new ArrayList<>();
    double loss = 0;
    for (int i = 0; i < pairs.size(); i++) {
      double margin = ahead(likelihoods.get(i)) - pairs.get(i).reference();
      double force = numbers.beta() * (sigmoid(-numbers.beta() * margin) - numbers.smoothing());
      loss += loss(margin);
      weighed.add(weighed(pairs.get(i).preferred(), (float) force));
      weighed.add(weighed(pairs.get(i).rejected(), (float) -force));
    }
    step.run(number, weighed, pairs.size());
    return loss / pairs.size();
  }

  /// What the model makes of pairs it does not learn from.
  Judged judged(Step step, List<Task.Choice> pairs) {
    List<double[]> likelihoods = likelihoods(pairs, step);
    double loss = 0;
    double margins = 0;
    int likelier = 0;
    for (int i = 0; i < pairs.size(); i++) {
      double ahead = ahead(likelihoods.get(i));
      double margin = ahead - pairs.get(i).reference();
      loss += loss(margin);
      margins += numbers.beta() * margin;
      if (ahead > 0) likelier++;
    }
    int n = pairs.size();
    return new Judged(loss / n, null, n, new History.Choices(likelier, n, margins / n));
  }

  private static List<double[]> likelihoods(List<Task.Choice> pairs, Step step) {
    return step.likelihoods(pairs.stream().map(Task::examples).toList());
  }

  private static double ahead(double[] likelihoods) {
    return likelihoods[0] - likelihoods[1];
  }

  private static Example weighed(Example answer, float force) {
    float[] weights = new float[answer.ids().length];
    for (int i = 0; i < weights.length; i++) if (answer.weights()[i] != 0) weights[i] = force;
    return new Example(answer.ids(), weights);
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
