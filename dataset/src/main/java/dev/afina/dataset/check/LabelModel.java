package dev.afina.dataset.check;

import java.util.List;

/// Some way to learn labels from texts, handed in from where learning is at home.
@FunctionalInterface
public interface LabelModel {

  /// Learns from texts and their labels and says of other texts how probable each label is.
  ///
  /// @param labels of the texts to learn from, each below `classes`
  /// @return for each text of `asked` a probability for each class; they add up to 1
  double[][] probabilities(List<String> texts, int[] labels, int classes, List<String> asked);
}
