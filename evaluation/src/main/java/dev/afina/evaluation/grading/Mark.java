package dev.afina.evaluation.grading;

import static dev.afina.evaluation.statistics.Rounding.six;

/// What one grader makes of an answer.
///
/// @param grader as the test file calls it: `contains: 9:00`
/// @param value what was measured; 1 and 0 where there is only yes and no
public record Mark(String grader, double value, boolean passed) {
  static Mark yesOrNo(Grader grader, boolean passed) {
    return new Mark(grader.notation(), passed ? 1 : 0, passed);
  }

  static Mark measured(Grader grader, double value, boolean passed) {
    return new Mark(grader.notation(), six(value), passed);
  }
}
