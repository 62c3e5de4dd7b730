package dev.afina.evaluation.few;

import java.util.List;

/// Learning curves of the tuned model and whoever is cheap to ask, as
/// `results/learning-curve/learning_curve.json`.
///
/// @param examples there are
/// @param folds into which they were divided: each size was trained so many times
public record Growth(int examples, int folds, List<GrowthCurve> curves) {
  public Growth {
    curves = List.copyOf(curves);
  }
}
