package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.metrics.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// Makes predictions of label likelihoods: a softmax over the intents, and below a threshold the
/// admission that it may be none of them.
///
/// @param labels the intents, in the order of the likelihoods
/// @param threshold a prediction with a lower probability is unsure; 0 is always sure
/// @param restsOn how many predictions decided the threshold
/// @param temperature what the logarithms are divided by so that the probabilities can be believed
///   ([Temperature]); 1 leaves them as they are
public record Classifier(List<String> labels, double threshold, int restsOn, double temperature) {
  /// The share of right validation predictions that stay sure.
  public static final double KEPT = 0.95;

  /// Sentences below which a temperature would be noise.
  static final int ENOUGH_TO_COOL = 50;

  public Classifier {
    // A file from before there were temperatures has none.
    if (temperature == 0) temperature = 1;
    labels = List.copyOf(labels);
    if (labels.isEmpty()) throw new IllegalArgumentException("a classifier without labels");
    if (!(threshold >= 0 && threshold <= 1))
      throw new IllegalArgumentException("a threshold lies between 0 and 1, not at " + threshold);
  }

  /// As sure as the model is.
  public Classifier(List<String> labels, double threshold, int restsOn) {
    this(labels, threshold, restsOn, 1);
  }

  /// Chooses temperature and threshold on validation sentences.
  ///
  /// If some of them belong to no intent (`none`, without being one of `labels`), it is the
  /// smallest probability that decides most of all sentences rightly. If none does, it is the one
  /// that leaves 95 % of the *right* predictions sure. Without a right prediction everything is
  /// accepted, and the threshold rests on nothing. The temperature is that of the sentences that
  /// have one of the intents, if there are at least 50 of them.
  public static Classifier calibrate(
      List<String> labels, List<double[]> logLikelihoods, List<String> truth) {
    Classifier open = new Classifier(labels, 0, 0, temperature(labels, logLikelihoods, truth));
    boolean withNone = truth.contains(Expected.NONE) && !labels.contains(Expected.NONE);
    List<Prediction> predictions = logLikelihoods.stream().map(open::predict).toList();
    List<Double> right = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++)
      if (predictions.get(i).label().equals(truth.get(i)))
        right.add(predictions.get(i).probability());
    if (withNone) return open.with(best(predictions, truth), truth.size());
    if (right.isEmpty()) return open;
    return open.with(six(givenUp(right, labels.size())), right.size());
  }

  /// The same without a threshold: where `none` is a class of its own it needs none.
  Classifier neverUnsure() {
    return with(0, 0);
  }

  private Classifier with(double threshold, int restsOn) {
    return new Classifier(labels, threshold, restsOn, temperature);
  }

  private static double temperature(
      List<String> labels, List<double[]> logLikelihoods, List<String> truth) {
    List<double[]> inside = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      int label = labels.indexOf(truth.get(i));
      if (label < 0) continue;
      inside.add(logLikelihoods.get(i));
      right.add(label);
    }
    if (inside.size() < ENOUGH_TO_COOL) return 1;
    return six(Temperature.fit(inside, right.stream().mapToInt(Integer::intValue).toArray()));
  }

  /// The probability below which a twentieth of right predictions lies: number `(m + 1) / 20` of
  /// `m` in rising order, interpolated (the estimate that is unbiased in rank, type 6 of [Hyndman
  /// and Fan](https://doi.org/10.2307/2684934)). Before the smallest stands chance, which no
  /// likeliest intent falls below: the smallest of six is no estimate of their twentieth part.
  private static double givenUp(List<Double> right, int labels) {
    List<Double> rising = new ArrayList<>(right);
    rising.add(1.0 / labels);
    rising.sort(null);
    double rank = (1 - KEPT) * (right.size() + 1);
    int below = (int) Math.floor(rank + 1e-9);
    double share = Math.max(0, rank - below);
    double low = rising.get(below);
    return below + 1 < rising.size() ? low + share * (rising.get(below + 1) - low) : low;
  }

  /// @param logLikelihoods one for each label; natural logarithms, summed over the label's tokens
  public Prediction predict(double[] logLikelihoods) {
    if (logLikelihoods.length != labels.size())
      throw new IllegalArgumentException(
          logLikelihoods.length + " likelihoods for " + labels.size() + " labels");
    double[] shares = Temperature.softmax(logLikelihoods, temperature);
    TreeMap<String, Double> probabilities = new TreeMap<>();
    int best = 0;
    for (int i = 0; i < shares.length; i++) {
      probabilities.put(labels.get(i), six(shares[i]));
      if (shares[i] > shares[best]) best = i;
    }
    // Compared after rounding, so that a reader of the written numbers comes to the same answer.
    double probability = six(shares[best]);
    return new Prediction(labels.get(best), probability, probability < threshold, probabilities);
  }

  private static double best(List<Prediction> predictions, List<String> truth) {
    double best = 0;
    long most = -1;
    // Above 1 nothing would be accepted; a probability of exactly 1 always is.
    double[] candidates =
        DoubleStream.concat(
                DoubleStream.of(0), predictions.stream().mapToDouble(Prediction::probability))
            .sorted()
            .toArray();
    for (double candidate : candidates) {
      long right = 0;
      for (int i = 0; i < predictions.size(); i++) {
        Prediction made = predictions.get(i);
        String answer = made.probability() < candidate ? Expected.NONE : made.label();
        if (answer.equals(truth.get(i))) right++;
      }
      if (right > most) {
        most = right;
        best = candidate;
      }
    }
    return best;
  }
}
