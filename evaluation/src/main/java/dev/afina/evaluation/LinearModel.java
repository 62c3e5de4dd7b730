package dev.afina.evaluation;

import dev.afina.dataset.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// What a language model must beat to be worth it: logistic regression on the characters of a
/// sentence. It knows no language, learns in milliseconds, and is often hard to beat.
///
/// A sentence is its n-grams of two to five characters, in lower case, with a space before and
/// after each word and none across words; each weighs `(1 + ln count) · idf`, of length one
/// together, as in scikit-learn's `TfidfVectorizer(analyzer="char_wb", sublinear_tf=True)`.
public final class LinearModel {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;
  private static final int EPOCHS = 40;
  private static final double LEARNING_RATE = 0.5;

  /// Held, or the level would be forgotten with the logger: Tribuo writes to standard error.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private final List<String> labels;
  private final Map<String, Double> rarity;
  private final Model<Label> model;

  private LinearModel(List<String> labels, Map<String, Double> rarity, Model<Label> model) {
    this.labels = labels;
    this.rarity = rarity;
    this.model = model;
  }

  /// @param labels the intents, in the order of the answers
  /// @param seed of the order in which the sentences are seen
  public static LinearModel train(List<Labelled> sentences, List<String> labels, long seed) {
    TRIBUO.setLevel(Level.WARNING);
    Map<String, Double> rarity = rarity(sentences);
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("sentences", factory), factory);
    for (Labelled one : sentences)
      data.add(example(weigh(one.text(), rarity), new Label(one.label())));
    Model<Label> model =
        new LinearSGDTrainer(
                new LogMulticlass(), new AdaGrad(LEARNING_RATE, 0.1), EPOCHS, -1, 1, seed)
            .train(data);
    return new LinearModel(List.copyOf(labels), rarity, model);
  }

  /// The natural logarithm of each label's probability, in the order of the labels. A label it was
  /// not trained on is all but impossible.
  public double[] logLikelihoods(String text) {
    Map<String, Double> weights = weigh(text, rarity);
    double[] logs = new double[labels.size()];
    if (weights.isEmpty()) return logs;
    Prediction<Label> prediction = model.predict(example(weights, LabelFactory.UNKNOWN_LABEL));
    Map<String, Label> scores = prediction.getOutputScores();
    for (int i = 0; i < logs.length; i++) {
      Label score = scores.get(labels.get(i));
      logs[i] = Math.log(Math.max(1e-12, score == null ? 0 : score.getScore()));
    }
    return logs;
  }

  /// The smoothed inverse document frequency: `ln((1 + n) / (1 + sentences with it)) + 1`.
  private static Map<String, Double> rarity(List<Labelled> sentences) {
    Map<String, Double> found = new TreeMap<>();
    for (Labelled one : sentences)
      for (String gram : counts(one.text()).keySet()) found.merge(gram, 1.0, Double::sum);
    int n = sentences.size();
    found.replaceAll((_, with) -> Math.log((1 + n) / (1 + with)) + 1);
    return found;
  }

  /// Grams that were never learned have no weight.
  private static Map<String, Double> weigh(String text, Map<String, Double> rarity) {
    Map<String, Double> weights = new TreeMap<>();
    counts(text)
        .forEach((gram, count) -> {
          Double rare = rarity.get(gram);
          if (rare != null) weights.put(gram, (1 + Math.log(count)) * rare);
        });
    double length = Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
    weights.replaceAll((_, weight) -> weight / length);
    return weights;
  }

  static Map<String, Integer> counts(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
      int[] letters = (" " + word + " ").codePoints().toArray();
      for (int n = SHORTEST; n <= LONGEST; n++)
        for (int start = 0; start + n <= letters.length; start++)
          counts.merge(new String(letters, start, n), 1, Integer::sum);
    }
    return counts;
  }

  private static ArrayExample<Label> example(Map<String, Double> weights, Label label) {
    List<String> names = new ArrayList<>(weights.keySet());
    return new ArrayExample<>(
        label,
        names.toArray(String[]::new),
        weights.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
