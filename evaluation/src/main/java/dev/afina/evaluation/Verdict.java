package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import dev.afina.evaluation.statistics.McNemar;

/// What may be said about the tuned model beside another contestant, after the same cases. A
/// difference is claimed only where chance alone would show it less than once in twenty.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Verdict extends Fact {

  /// @param wins cases that only the tuned model got right
  /// @param losses cases that only the other got right
  /// @param points how many more per cent of the cases it got right
  /// @param p by the exact test of McNemar
  record Better(Contestant than, int cases, int wins, int losses, double points, double p)
      implements Verdict {}

  /// @param smallest the smallest difference that so many cases could show at all, in points: all
  ///   wins, no loss; more than 100 if none could
  /// @param detectable the smallest true difference that so many cases show in four of five tests,
  ///   in points, by the exact power of the test, if one case in twenty is lost; 100 if none
  record NoEvidence(
      Contestant than,
      int cases,
      int wins,
      int losses,
      double points,
      double p,
      double smallest,
      double detectable)
      implements Verdict {}

  /// As [Better], with negative `points`.
  record Worse(Contestant than, int cases, int wins, int losses, double points, double p)
      implements Verdict {}

  /// Of answers it never saw, the tuned model is less surprised than its base.
  ///
  /// @param tuned and `base`: perplexity on the answers' tokens
  record LessSurprised(double tuned, double base, int conversations) implements Verdict {}

  /// The interval of the difference holds zero.
  record AsSurprised(double tuned, double base, int conversations) implements Verdict {}

  record MoreSurprised(double tuned, double base, int conversations) implements Verdict {}

  static Verdict of(Contestant than, int cases, int wins, int losses) {
    return of(than, cases, cases, wins, losses, McNemar.exact(wins, losses));
  }

  /// @param effective as how many cases they count, where some vary one another
  /// @param chance how probable it is that chance alone divides the cases so unevenly, whichever
  ///   test says so
  static Verdict of(
      Contestant than, int cases, int effective, int wins, int losses, double chance) {
    double p = six(chance);
    double points = cases == 0 ? 0 : six(100.0 * (wins - losses) / cases);
    if (chance >= McNemar.ALPHA || wins == losses) {
      double smallest = effective == 0 ? 101 : six(100.0 * McNemar.winsNeeded(0) / effective);
      double detectable = six(100 * McNemar.detectable(effective));
      return new NoEvidence(
          than, cases, wins, losses, points, p, Math.min(101, smallest), detectable);
    }
    return wins > losses
        ? new Better(than, cases, wins, losses, points, p)
        : new Worse(than, cases, wins, losses, points, p);
  }
}
