package dev.afina.evaluation;

import dev.afina.dataset.Labelled;
import dev.afina.evaluation.metrics.Temperature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What a language model must beat to be worth it: logistic regression on the characters and words
/// of a sentence. It knows no language, learns forty sentences in milliseconds and fifteen thousand
/// in seconds, and is often hard to beat.
///
/// A sentence is two lists of pieces ([Pieces]), of characters and of words. Each piece weighs `(1
/// + ln count) · idf`, each list is of length one (as scikit-learn's `TfidfVectorizer` with
///   `sublinear_tf`), and both together are. Learned is by
///   [AdaGrad](https://jmlr.org/papers/v12/duchi11a.html), a sentence at a time.
public final class LinearModel {
  private static final int EPOCHS = 30;
  private static final float LEARNING_RATE = 0.5f;

  /// Keeps the first steps of a rare piece from being huge.
  private static final float SOFTENER = 0.1f;

  private final List<String> labels;
  private final Map<String, Integer> places;
  private final double[] rarity;

  /// For each piece a row of weights, one for each label; the last row is the bias.
  private final float[][] weights;

  private LinearModel(
      List<String> labels, Map<String, Integer> places, double[] rarity, float[][] weights) {
    this.labels = labels;
    this.places = places;
    this.rarity = rarity;
    this.weights = weights;
  }

  /// A sentence: which pieces it has and what they weigh.
  private record Sparse(int[] places, float[] weights) {}

  /// @param labels the intents, in the order of the answers
  /// @param seed of the order in which the sentences are seen
  public static LinearModel train(List<Labelled> sentences, List<String> labels, long seed) {
    Map<String, Integer> places = new HashMap<>();
    List<Integer> with = new ArrayList<>();
    for (Labelled one : sentences) {
      Map<String, Integer> counts = Pieces.of(one.text());
      for (String piece : counts.keySet()) {
        int place = places.computeIfAbsent(piece, _ -> places.size());
        if (place == with.size()) with.add(1);
        else with.set(place, with.get(place) + 1);
      }
    }
    // The smoothed inverse document frequency.
    double n = sentences.size();
    double[] rarity = with.stream().mapToDouble(w -> Math.log((1 + n) / (1 + w)) + 1).toArray();
    float[][] weights = new float[places.size() + 1][labels.size()];
    LinearModel model = new LinearModel(List.copyOf(labels), places, rarity, weights);
    model.learn(sentences, new SplittableRandom(seed));
    return model;
  }

  /// The natural logarithm of each label's probability, in the order of the labels. A label it was
  /// not trained on is all but impossible.
  public double[] logLikelihoods(String text) {
    Sparse sentence = weigh(text);
    double[] logs = new double[labels.size()];
    if (sentence.places().length == 0) return logs;
    float[] sums = sums(sentence);
    for (int k = 0; k < logs.length; k++) logs[k] = sums[k];
    double[] shares = Temperature.softmax(logs, 1);
    for (int k = 0; k < logs.length; k++) logs[k] = Math.log(Math.max(1e-12, shares[k]));
    return logs;
  }

  private void learn(List<Labelled> sentences, SplittableRandom random) {
    List<Sparse> rows = sentences.stream().map(one -> weigh(one.text())).toList();
    int[] truth = sentences.stream().mapToInt(one -> labels.indexOf(one.label())).toArray();
    boolean[] learned = new boolean[labels.size()];
    for (int label : truth) learned[label] = true;
    // A label without a sentence must not share in the probability.
    float[] bias = weights[places.size()];
    for (int k = 0; k < bias.length; k++) if (!learned[k]) bias[k] = -1e4f;
    float[][] squares = new float[weights.length][labels.size()];
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) order[i] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      for (int i : order) step(rows.get(i), truth[i], squares);
    }
  }

  private void step(Sparse sentence, int truth, float[][] squares) {
    float[] error = sums(sentence);
    softmax(error);
    error[truth] -= 1;
    for (int i = 0; i < sentence.places().length; i++) {
      int place = sentence.places()[i];
      descend(weights[place], squares[place], error, sentence.weights()[i]);
    }
    descend(weights[places.size()], squares[places.size()], error, 1);
  }

  private static void descend(float[] row, float[] squares, float[] error, float weight) {
    for (int k = 0; k < row.length; k++) {
      float gradient = error[k] * weight;
      squares[k] += gradient * gradient;
      row[k] -= LEARNING_RATE * gradient / ((float) Math.sqrt(squares[k]) + SOFTENER);
    }
  }

  private float[] sums(Sparse sentence) {
    float[] sums = weights[places.size()].clone();
    for (int i = 0; i < sentence.places().length; i++) {
      float[] row = weights[sentence.places()[i]];
      float weight = sentence.weights()[i];
      for (int k = 0; k < sums.length; k++) sums[k] += weight * row[k];
    }
    return sums;
  }

  private static void softmax(float[] sums) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float sum : sums) largest = Math.max(largest, sum);
    float all = 0;
    for (int k = 0; k < sums.length; k++) {
      sums[k] = (float) Math.exp(sums[k] - largest);
      all += sums[k];
    }
    for (int k = 0; k < sums.length; k++) sums[k] /= all;
  }

  /// Pieces that were never learned have no weight.
  private Sparse weigh(String text) {
    Map<Integer, Double> characters = new TreeMap<>();
    Map<Integer, Double> words = new TreeMap<>();
    Pieces.of(text)
        .forEach((piece, count) -> {
          Integer place = places.get(piece);
          if (place != null)
            (Pieces.isWord(piece) ? words : characters)
                .put(place, (1 + Math.log(count)) * rarity[place]);
        });
    normalise(characters, words.isEmpty() ? 1 : Math.sqrt(0.5));
    normalise(words, characters.isEmpty() ? 1 : Math.sqrt(0.5));
    characters.putAll(words);
    int[] found = characters.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] weight = new float[found.length];
    for (int i = 0; i < found.length; i++)
      weight[i] = characters.getOrDefault(found[i], 0.0).floatValue();
    return new Sparse(found, weight);
  }

  private static void normalise(Map<Integer, Double> weights, double length) {
    double now = Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
    weights.replaceAll((_, weight) -> weight / now * length);
  }
}
