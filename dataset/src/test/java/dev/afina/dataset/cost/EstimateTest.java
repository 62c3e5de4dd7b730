package dev.afina.dataset.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final PriceFile PRICES = PriceFile.own();

  @Test
  void everyTokenIsBilledOnceAnEpoch() {
    Estimate estimate = mini(TODAY, OptionalDouble.empty());
    assertThat(estimate.billed()).isEqualTo(3_000_000);
    assertThat(estimate.high()).contains(15.0); // 3 million at 5 dollars
    assertThat(estimate.isBlocked(OptionalDouble.empty())).isFalse();
    assertThat(estimate.notes())
        .contains(
            new Estimate.Note.ExistingOnly("openai", "2026-05-07", "2027-01-06"),
            new Estimate.Note.Answers("gpt-4.1-mini-2025-04-14", "2027-01-14"));
  }

  @Test
  void aBudgetBlocks() {
    OptionalDouble ten = OptionalDouble.of(10);
    assertThat(mini(TODAY, ten).isBlocked(ten)).isTrue();
    OptionalDouble twenty = OptionalDouble.of(20);
    assertThat(mini(TODAY, twenty).isBlocked(twenty)).isFalse();
    // Of what nobody knows the price of, nobody knows that it is within a budget.
    Estimate azure =
        Estimate.of(1000, 3, PRICES.of("azure", "gpt-4o").orElseThrow(), "2026-11-20", ten, TODAY);
    assertThat(azure.isBlocked(ten)).isTrue();
    assertThat(azure.isBlocked(OptionalDouble.empty())).isFalse();
  }

  @Test
  void answersHavePricesOfTheirOwn() {
    PriceFile.Answers mini = PRICES.answersOf("openai", "gpt-4.1-mini-2025-04-14").orElseThrow();
    assertThat(mini.dollars(1_000_000, 500_000)).isCloseTo(1.2, within(1e-12)); // 0.40 + 0.80
    assertThat(PRICES.answersOf("openai", "ft:gpt-4.1-mini-2025-04-14:shop::abc"))
        .hasValueSatisfying(tuned -> assertThat(tuned.read()).isEqualTo(0.8));
    assertThat(PRICES.answersOf("azure", "gpt-4.1")).isEmpty();
    assertThat(PRICES.answersOf("openai", "gpt-4")).isEmpty();
  }

  @Test
  void afterItsLastDayNothingBegins() {
    assertThat(mini(LocalDate.parse("2027-01-06"), OptionalDouble.empty()).notes())
        .noneMatch(Estimate.Note.Closed.class::isInstance);
    assertThat(mini(LocalDate.parse("2027-01-07"), OptionalDouble.empty()).notes())
        .contains(new Estimate.Note.Closed("openai", "gpt-4.1-mini-2025-04-14", "2027-01-06"));
  }

  @Test
  void usualEpochsAreOpenAis() {
    assertThat(Estimate.usualEpochs(10)).isEqualTo(10);
    assertThat(Estimate.usualEpochs(100)).isEqualTo(3);
    assertThat(Estimate.usualEpochs(2)).isEqualTo(25);
    assertThat(Estimate.usualEpochs(20_000)).isEqualTo(1);
  }

  private static Estimate mini(LocalDate today, OptionalDouble budget) {
    return Estimate.of(
        1_000_000,
        3,
        PRICES.of("openai", "gpt-4.1-mini").orElseThrow(),
        PRICES.asOf(),
        budget,
        today);
  }
}
