package dev.afina.evaluation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a classifier makes of a sentence.
///
/// @param label the likeliest intent, however likely
/// @param probability of that intent, among the intents
/// @param unsure whether that is below the classifier's threshold
/// @param probabilities of all intents; their sum is 1
public record Prediction(
    String label, double probability, boolean unsure, SortedMap<String, Double> probabilities) {

  public Prediction {
    probabilities = Collections.unmodifiableSortedMap(new TreeMap<>(probabilities));
  }

  /// What counts in a test: the intent, or `none` where the classifier is unsure.
  public String answer() {
    return unsure ? Expected.NONE : label;
  }
}
