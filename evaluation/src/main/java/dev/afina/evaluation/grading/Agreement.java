package dev.afina.evaluation.grading;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a judge sees what people see. Until this was measured and is good enough, its marks are
/// shown but decide nothing.
///
/// @param passes of the answers that people passed, how many the judge passed, too
/// @param fails of those that people failed, how many the judge failed
/// @param kappa agreement beyond chance
/// @param silent how often the judge gave no verdict; counted as against the people
/// @param trusted at least 50 marks, both shares above 0.8, kappa at least 0.6
public record Agreement(
    int marks, Score passes, Score fails, double kappa, int silent, boolean trusted) {
  /// Human marks below which nothing is known about a judge.
  public static final int ENOUGH = 50;

  private static final double SHARE = 0.8;
  private static final double KAPPA = 0.6;

  /// @param people what they decided
  /// @param judged what the judge said to the same answers
  public static Agreement of(List<Boolean> people, List<Optional<Boolean>> judged) {
    int silent = 0;
    int[][] right = new int[2][2];
    List<String> truth = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      boolean human = people.get(i);
      if (judged.get(i).isEmpty()) silent++;
      boolean verdict = judged.get(i).orElse(!human);
      right[human ? 1 : 0][verdict == human ? 1 : 0]++;
      truth.add(Boolean.toString(human));
      said.add(Boolean.toString(verdict));
    }
    Score passes = Score.of(right[1][1], right[1][0] + right[1][1]);
    Score fails = Score.of(right[0][1], right[0][0] + right[0][1]);
    double kappa = six(Confusion.of(List.of("true", "false"), truth, said).kappa());
    boolean trusted =
        people.size() >= ENOUGH
            && passes.accuracy() > SHARE
            && fails.accuracy() > SHARE
            && kappa >= KAPPA;
    return new Agreement(people.size(), passes, fails, kappa, silent, trusted);
  }
}
