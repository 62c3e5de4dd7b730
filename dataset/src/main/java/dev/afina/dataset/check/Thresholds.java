package dev.afina.dataset.check;

/// Where «good enough» begins. These are proposals, not laws: each project may set its own.
///
/// @param examples at least so many make a set (C12)
/// @param distinct at least this share of inputs are different (C12)
/// @param answer a mean answer has at least so many characters, where answers are texts (C12)
/// @param tone at least this share of answers address people in the same way (C12)
/// @param ofLabel fewer examples of a label cannot be told apart, nor divided into folds
/// @param ratio the largest label is at most so many times the smallest
public record Thresholds(
    int examples, double distinct, double answer, double tone, int ofLabel, double ratio) {
  public static final Thresholds USUAL = new Thresholds(30, 0.8, 20, 0.7, 5, 10);

  /// The same with other values of C12's four rules.
  public Thresholds with(int examples, double distinct, double answer, double tone) {
    return new Thresholds(examples, distinct, answer, tone, ofLabel, ratio);
  }
}
