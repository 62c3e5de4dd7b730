package dev.afina.evaluation.outcomes;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.outcomes.Figure.Difference;
import dev.afina.evaluation.outcomes.Figure.Finding;
import dev.afina.evaluation.outcomes.Figure.Looks;
import dev.afina.evaluation.outcomes.Figure.Measure;
import dev.afina.evaluation.outcomes.Figure.Side;
import dev.afina.evaluation.statistics.Holm;
import dev.afina.evaluation.statistics.Proportions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes the [Figures] of a file of outcomes.
public final class Comparing {
  private static final double ALPHA = 0.05;

  private Comparing() {}

  /// What a measure says of the difference, before all measures are looked at together.
  ///
  /// @param needed conversations a side that would show it; 0 where that cannot be said
  record Compared(Side first, Side second, Difference difference, double p, Looks looks, int needed) {}

  /// @param again whether the file will be looked at again while it grows
  public static Figures of(OutcomeFile file, boolean again) {
    List<Outcome> first = file.outcomes().stream().filter(one -> !one.second()).toList();
    List<Outcome> second = file.outcomes().stream().filter(Outcome::second).toList();
    List<Caution> cautions = cautions(file, first, second, again);
    boolean broken = cautions.stream().anyMatch(Caution.BrokenDivision.class::isInstance);
    return new Figures(
        file.divided() ? Figures.Design.AB : Figures.Design.BEFORE_AFTER,
        group(file.first(), first),
        group(file.second(), second),
        again,
        figures(first, second, again, broken),
        cautions);
  }

  private static List<Figure> figures(
      List<Outcome> first, List<Outcome> second, boolean again, boolean broken) {
    List<Measure> measures = new ArrayList<>();
    List<Compared> all = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      Optional<Compared> compared =
          measure.isShare()
              ? Shares.compare(measure, first, second)
              : Times.compare(first, second);
      compared.ifPresent(one -> {
        measures.add(measure);
        all.add(one);
      });
    }
    double[] once = Holm.adjust(all.stream().mapToDouble(Compared::p).toArray());
    double[] always = Holm.adjust(all.stream().mapToDouble(one -> one.looks().p()).toArray());
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < once.length; i++) {
      Compared one = all.get(i);
      boolean shown = (again ? always[i] : once[i]) < ALPHA;
      Looks looks = one.looks();
      figures.add(
          new Figure(
              measures.get(i),
              one.first(),
              one.second(),
              one.difference(),
              six(one.p()),
              six(once[i]),
              new Looks(six(looks.low()), six(looks.high()), six(looks.p()), six(always[i])),
              broken ? new Finding.Withheld(measures.get(i)) : finding(measures.get(i), one, shown)));
    }
    return figures;
  }

  private static Finding finding(Measure measure, Compared one, boolean shown) {
    if (!shown) return new Finding.NotShown(measure, one.needed());
    return measure.isBetter(one.difference().value())
        ? new Finding.Improved(measure)
        : new Finding.Worsened(measure);
  }

  private static List<Caution> cautions(
      OutcomeFile file, List<Outcome> first, List<Outcome> second, boolean again) {
    List<Caution> cautions = new ArrayList<>();
    Set<String> one = customers(first);
    Set<String> other = customers(second);
    if (file.divided()) {
      double p = Proportions.evenlyDivided(one.size(), other.size());
      if (p < Proportions.BROKEN_DIVISION)
        cautions.add(new Caution.BrokenDivision(one.size(), other.size(), six(p)));
      Set<String> both = new HashSet<>(one);
      both.retainAll(other);
      if (!both.isEmpty()) cautions.add(new Caution.InBoth(both.size()));
    } else {
      cautions.add(new Caution.OtherThingsChanged(file.first(), file.second()));
    }
    int rated = rated(first);
    int ratedLater = rated(second);
    double p = Proportions.p(rated, first.size(), ratedLater, second.size());
    if (rated + ratedLater > 0 && p < ALPHA)
      cautions.add(
          new Caution.RatedUnlike(
              six((double) rated / first.size()), six((double) ratedLater / second.size()), six(p)));
    if (!again) cautions.add(new Caution.LookedAtOnce());
    return cautions;
  }

  private static Figures.Group group(String name, List<Outcome> outcomes) {
    return new Figures.Group(
        name,
        outcomes.size(),
        customers(outcomes).size(),
        six((double) rated(outcomes) / outcomes.size()));
  }

  private static int rated(List<Outcome> outcomes) {
    return (int) outcomes.stream().filter(one -> one.stars().isPresent()).count();
  }

  private static Set<String> customers(List<Outcome> outcomes) {
    Set<String> customers = new HashSet<>();
    for (Outcome one : outcomes) customers.add(one.customer());
    return customers;
  }
}
