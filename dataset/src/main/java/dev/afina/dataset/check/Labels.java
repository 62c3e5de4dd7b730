package dev.afina.dataset.check;

import dev.afina.dataset.measure.ConfidentLearning;
import dev.afina.dataset.split.Folds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Labels the other examples speak against: each fifth is judged by what the other four taught
/// ([ConfidentLearning]).
public final class Labels implements WholeCheck {
  private static final int FOLDS = 5;

  private final LabelModel model;
  private final int upTo;
  private final List<Integer> lines = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private String file = "";

  /// @param upTo so many conversations at most
  public Labels(LabelModel model, int upTo) {
    this.model = model;
    this.upTo = upTo;
  }

  @Override
  public Cost cost() {
    return new Cost(Look.LABELS, 800, upTo);
  }

  @Override
  public void add(Looked one) {
    file = one.file();
    lines.add(one.line());
    texts.add(one.asked());
    labels.add(one.value().answer());
  }

  @Override
  public void finish(Consumer<Finding> findings) {
    List<String> names = labels.stream().distinct().sorted().toList();
    if (names.size() < 2 || texts.size() < FOLDS * names.size()) return;
    Map<String, Integer> number = new HashMap<>();
    for (int i = 0; i < names.size(); i++) number.put(names.get(i), i);
    int[] given = labels.stream().mapToInt(number::get).toArray();
    double[][] probabilities = outOfSample(given, names.size());
    for (ConfidentLearning.Issue issue : ConfidentLearning.of(given, probabilities).issues())
      findings.accept(
          Finding.of(
              new QualityProblem.LabelDoubted(
                  file,
                  lines.get(issue.item()),
                  names.get(issue.given()),
                  names.get(issue.guessed()),
                  issue.selfConfidence())));
  }

  private double[][] outOfSample(int[] given, int classes) {
    int[] folds = Folds.stratified(given, FOLDS);
    double[][] probabilities = new double[given.length][];
    for (int fold = 0; fold < FOLDS; fold++) {
      int now = fold;
      int[] learned = IntStream.range(0, given.length).filter(i -> folds[i] != now).toArray();
      int[] asked = IntStream.range(0, given.length).filter(i -> folds[i] == now).toArray();
      double[][] answers =
          model.probabilities(
              at(learned), IntStream.of(learned).map(i -> given[i]).toArray(), classes, at(asked));
      for (int i = 0; i < asked.length; i++) probabilities[asked[i]] = answers[i];
    }
    return probabilities;
  }

  private List<String> at(int[] places) {
    return IntStream.of(places).mapToObj(texts::get).toList();
  }
}
