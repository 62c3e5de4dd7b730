package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.statistics.Interval;

/// So many right of so many, with the 95 % interval of Wilson. Nothing of nothing is 0, between 0
/// and 1.
public record Score(int correct, int total, double accuracy, double low, double high) {

  public static Score of(int correct, int total) {
    Interval interval = Interval.wilson(correct, total);
    return new Score(
        correct,
        total,
        total == 0 ? 0 : six((double) correct / total),
        six(interval.low()),
        six(interval.high()));
  }
}
