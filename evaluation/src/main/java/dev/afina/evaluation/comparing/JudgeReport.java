package dev.afina.evaluation.comparing;

import dev.afina.core.Fact;
import dev.afina.evaluation.grading.Agreement;
import dev.afina.evaluation.grading.Judge;
import dev.afina.evaluation.grading.Spent;
import dev.afina.evaluation.statistics.McNemar;
import dev.afina.evaluation.statistics.Rounding;
import java.util.List;
import java.util.Optional;

/// What a judge said, and whether it may be believed.
///
/// @param name of the model that judged
/// @param agreement with people's marks; none if there are no marks
/// @param preferences between the tuned model's answers and its base's: shown, they decide nothing
/// @param bill what its work took; none in a file from before it was counted
public record JudgeReport(
    String name,
    Optional<Agreement> agreement,
    Optional<Preferences> preferences,
    Optional<Bill> bill) {

  public JudgeReport {
    bill = bill == null ? Optional.empty() : bill;
  }

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

  /// What a judge's work took and cost.
  ///
  /// @param here whether it answered on this machine
  /// @param dollars by tokens, here by the hour; nothing if the price is not known
  /// @param asOf date of the price file
  public record Bill(Spent spent, boolean here, Optional<Double> dollars, String asOf) {

    public Cost cost() {
      long minutes = Math.max(1, Math.round(spent.seconds() / 60));
      if (here)
        return dollars
            .<Cost>map(sum -> new Cost.HerePriced(spent.calls(), minutes, sum))
            .orElseGet(() -> new Cost.Here(spent.calls(), minutes));
      long tokens = spent.read() + spent.written();
      return dollars
          .<Cost>map(sum -> new Cost.Billed(spent.calls(), minutes, tokens, sum, asOf))
          .orElseGet(() -> new Cost.Unpriced(spent.calls(), minutes, tokens, asOf));
    }
  }

  /// What a judge's work cost, as people are told.
  public sealed interface Cost extends Fact {
    /// On this machine it costs time; what an hour is worth nobody said.
    record Here(int calls, long minutes) implements Cost {}

    record HerePriced(int calls, long minutes, double dollars) implements Cost {}

    record Billed(int calls, long minutes, long tokens, double dollars, String asOf)
        implements Cost {}

    record Unpriced(int calls, long minutes, long tokens, String asOf) implements Cost {}
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
    record Untrusted(String name, int marks, int needed, double passes, double fails, double kappa)
        implements Trust {}

    record Unmeasured(String name, int needed) implements Trust {}
  }
}
