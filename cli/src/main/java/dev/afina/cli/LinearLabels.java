package dev.afina.cli;

import dev.afina.dataset.Labelled;
import dev.afina.dataset.check.LabelModel;
import dev.afina.evaluation.LinearModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Lends the linear model of the evaluation to the check that doubts labels.
final class LinearLabels implements LabelModel {
  private static final long SEED = 42;

  @Override
  public double[][] probabilities(
      List<String> texts, int[] labels, int classes, List<String> asked) {
    List<Labelled> learned = new ArrayList<>();
    for (int i = 0; i < labels.length; i++)
      learned.add(new Labelled(texts.get(i), String.valueOf(labels[i])));
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    LinearModel model = LinearModel.train(learned, names, SEED);
    return asked.stream()
        .map(text -> Arrays.stream(model.logLikelihoods(text)).map(Math::exp).toArray())
        .toArray(double[][]::new);
  }
}
