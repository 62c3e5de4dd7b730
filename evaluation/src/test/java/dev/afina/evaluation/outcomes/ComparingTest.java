package dev.afina.evaluation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.evaluation.outcomes.Figure.Finding;
import dev.afina.evaluation.outcomes.Figure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The numbers are those of `definitions.md` 8.
class ComparingTest {

  @Test
  void twoSharesOfDifferentCustomers() {
    Figures figures = Comparing.of(divided(conversions(120, 1000, 150, 1000)), false);
    Figure conversion = figures.figures().getFirst();
    assertThat(figures.design()).isEqualTo(Figures.Design.AB);
    assertThat(conversion.measure()).isEqualTo(Measure.CONVERSION);
    assertThat(conversion.p()).isEqualTo(.049640, within(1e-6));
    assertThat(conversion.difference().low()).isEqualTo(.0014, within(1e-4));
    assertThat(conversion.difference().high()).isEqualTo(6.0008, within(1e-4));
    assertThat(conversion.finding()).isEqualTo(new Finding.Improved(Measure.CONVERSION));
    assertThat(figures.cautions()).containsExactly(new Caution.LookedAtOnce());
  }

  @Test
  void whoLooksAgainMustBeSurer() {
    Figure unsure =
        Comparing.of(divided(conversions(120, 1000, 150, 1000)), true).figures().getFirst();
    assertThat(unsure.looks().p()).isEqualTo(.470691, within(1e-6));
    assertThat(unsure.looks().low()).isEqualTo(-1.7693, within(1e-4));
    assertThat(unsure.looks().high()).isEqualTo(7.7693, within(1e-4));
    assertThat(unsure.finding()).isEqualTo(new Finding.NotShown(Measure.CONVERSION, 2036));
    Figure sure =
        Comparing.of(divided(conversions(100, 1000, 160, 1000)), true).figures().getFirst();
    assertThat(sure.looks().p()).isEqualTo(.004583, within(1e-6));
    assertThat(sure.looks().low()).isEqualTo(1.3206, within(1e-4));
    assertThat(sure.looks().high()).isEqualTo(10.6794, within(1e-4));
    assertThat(sure.finding()).isEqualTo(new Finding.Improved(Measure.CONVERSION));
  }

  @Test
  void satisfactionIsTheShareOfFourAndFiveStars() {
    List<Outcome> outcomes = new ArrayList<>();
    int[] counts = {5, 5, 10, 20, 10};
    for (boolean second : new boolean[] {false, true})
      for (int stars = 1; stars <= 5; stars++)
        for (int i = 0; i < counts[stars - 1]; i++)
          outcomes.add(rated(second + "-" + stars + "-" + i, second, stars));
    Figure figure = Comparing.of(divided(outcomes), false).figures().getFirst();
    assertThat(figure.first().value()).isEqualTo(.6);
    assertThat(figure.finding()).isEqualTo(new Finding.NotShown(Measure.SATISFACTION, 0));
  }

  @Test
  void timesAreComparedByTheirRanks() {
    List<Outcome> outcomes = new ArrayList<>();
    for (double minutes : new double[] {19, 22, 16, 29, 24}) outcomes.add(took(minutes, false));
    for (double minutes : new double[] {20, 11, 17, 12}) outcomes.add(took(minutes, true));
    Figure figure = Comparing.of(divided(outcomes), false).figures().getFirst();
    assertThat(figure.p()).isEqualTo(.111111, within(1e-6));
    assertThat(figure.first().value()).isEqualTo(22);
    assertThat(figure.difference().value()).isEqualTo(14.5 - 22);
  }

  @Test
  void conversationsOfOneCustomerProveLess() {
    List<Outcome> alone = conversions(120, 1000, 150, 1000);
    List<Outcome> tenEach = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      Outcome one = alone.get(i);
      String customer = (one.second() ? "b" : "a") + i / 10;
      tenEach.add(converted(customer, one.second(), one.converted().orElseThrow()));
    }
    Figure figure = Comparing.of(divided(tenEach), false).figures().getFirst();
    assertThat(figure.difference().low()).isLessThan(-2);
    assertThat(figure.finding()).isInstanceOf(Finding.NotShown.class);
  }

  @Test
  void aBrokenDivisionProvesNothing() {
    assertThat(Comparing.of(divided(conversions(10, 1000, 900, 1100)), false).cautions())
        .noneMatch(Caution.BrokenDivision.class::isInstance);
    Figures broken = Comparing.of(divided(conversions(10, 1000, 900, 1200)), false);
    assertThat(broken.cautions().getFirst()).isInstanceOf(Caution.BrokenDivision.class);
    assertThat(broken.figures().getFirst().finding())
        .isEqualTo(new Finding.Withheld(Measure.CONVERSION));
  }

  @Test
  void beforeAndAfterIsNoDivisionByChance() {
    OutcomeFile file =
        new OutcomeFile("< 2026-03-01", "≥ 2026-03-01", false, conversions(5, 10, 7, 30));
    assertThat(Comparing.of(file, true).cautions())
        .containsExactly(new Caution.OtherThingsChanged("< 2026-03-01", "≥ 2026-03-01"));
  }

  private static OutcomeFile divided(List<Outcome> outcomes) {
    return new OutcomeFile("A", "B", true, outcomes);
  }

  private static List<Outcome> conversions(int hits, int first, int later, int second) {
    List<Outcome> all = new ArrayList<>();
    for (int i = 0; i < first; i++) all.add(converted("a" + i, false, i < hits));
    for (int i = 0; i < second; i++) all.add(converted("b" + i, true, i < later));
    return all;
  }

  private static Outcome converted(String customer, boolean second, boolean yes) {
    return new Outcome(
        customer, second, OptionalInt.empty(), OptionalDouble.empty(), Optional.empty(), Optional.of(yes));
  }

  private static Outcome rated(String customer, boolean second, int stars) {
    return new Outcome(
        customer, second, OptionalInt.of(stars), OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }

  private static Outcome took(double minutes, boolean second) {
    return new Outcome(
        "c" + minutes, second, OptionalInt.empty(), OptionalDouble.of(minutes), Optional.empty(), Optional.empty());
  }
}
