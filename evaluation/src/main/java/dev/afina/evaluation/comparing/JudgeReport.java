package dev.afina.evaluation.comparing;

import dev.afina.core.Fact;
import dev.afina.evaluation.grading.Agreement;
import dev.afina.evaluation.grading.Judge;
import dev.afina.evaluation.statistics.McNemar;
import dev.afina.evaluation.statistics.Rounding;
import java.util.List;
import java.util.Optional;

/// What a judge said, and whether it may be believed.
///
/// @param name of the model that judged
/// @param agreement with people's marks; none if there are no marks
/// @param preferences between the tuned model's answers and its base's: shown, they decide nothing
public record JudgeReport(
    String name, Optional<Agreement> agreement, Optional<Preferences> preferences) {

  /// Whether its marks count.
  public Trust trust() {
    return agreement
        .<Trust>map(one ->
            one.trusted()
                ? new Trust.Trusted(name, one.marks(), one.kappa())
                : new Trust.Untrusted(
                    name,
                    one.marks(),
                    Agreement.ENOUGH,
                    one.passes().accuracy(),
                    one.fails().accuracy(),
                    one.kappa()))
        .orElseGet(() -> new Trust.Unmeasured(name, Agreement.ENOUGH));
  }

  /// @param rate wins and half the ties, of all
  /// @param p exact, of so uneven wins and losses
  public record Preferences(int wins, int losses, int ties, double rate, double p) {
    public static Preferences of(List<Judge.Preference> all) {
      int wins = count(all, Judge.Preference.FIRST);
      int losses = count(all, Judge.Preference.SECOND);
      return new Preferences(
          wins,
          losses,
          count(all, Judge.Preference.TIE),
          Rounding.six(Judge.winRate(all)),
          Rounding.six(McNemar.exact(wins, losses)));
    }

    private static int count(List<Judge.Preference> all, Judge.Preference which) {
      return (int) all.stream().filter(one -> one == which).count();
    }
  }

  /// Whether a judge may decide.
  public sealed interface Trust extends Fact {
    record Trusted(String name, int marks, double kappa) implements Trust {}

    /// @param passes of the answers that people passed, the share it passed, too; `fails` likewise
    record Untrusted(
        String name, int marks, int needed, double passes, double fails, double kappa)
        implements Trust {}

    record Unmeasured(String name, int needed) implements Trust {}
  }
}
