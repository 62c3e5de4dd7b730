package dev.afina.evaluation;

import dev.afina.dataset.Labelled;
import java.util.ArrayList;
import java.util.List;

/// How far the linear model gets alone, before anything is fine-tuned: what everything dearer must
/// beat. Sentences that belong to no intent (`none`) are recognised in two ways that are shown side
/// by side.
///
/// @param asClass `none` is learned as one more class from the sentences that have it
/// @param byThreshold only intents are learned, and whoever is not sure enough is rejected; the
///   threshold is chosen on validation data
public record Baseline(int training, int validation, int test, Trust asClass, Trust byThreshold) {

  /// @param validation chooses temperature and threshold
  /// @param test is only judged
  public static Baseline of(
      List<Labelled> training, List<Labelled> validation, List<Labelled> test, long seed) {
    List<Labelled> inside =
        training.stream().filter(one -> !one.label().equals(Labelled.NONE)).toList();
    return new Baseline(
        training.size(),
        validation.size(),
        test.size(),
        trust(training, validation, test, seed),
        trust(inside, validation, test, seed));
  }

  private static Trust trust(
      List<Labelled> training, List<Labelled> validation, List<Labelled> test, long seed) {
    List<String> labels = training.stream().map(Labelled::label).distinct().sorted().toList();
    LinearModel model = LinearModel.train(training, labels, seed);
    Classifier classifier =
        Classifier.calibrate(
            labels,
            validation.stream().map(one -> model.logLikelihoods(one.text())).toList(),
            validation.stream().map(Labelled::label).toList());
    if (labels.contains(Labelled.NONE)) classifier = classifier.neverUnsure();
    List<Prediction> predictions = new ArrayList<>();
    for (Labelled one : test) predictions.add(classifier.predict(model.logLikelihoods(one.text())));
    return Trust.of(
        predictions,
        test.stream().map(one -> Expected.of(one.label())).toList(),
        classifier.temperature());
  }
}
