package dev.afina.dataset.cost;

import dev.afina.core.Fact;
import dev.afina.dataset.cost.PriceFile.Price;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a training would cost. Providers bill every token of the training file once for each epoch;
/// validation is free.
///
/// @param tokens of the training file
/// @param low and `high`: dollars; none if the price is not known
public record Estimate(
    long tokens,
    int epochs,
    long billed,
    Optional<Double> low,
    Optional<Double> high,
    List<Note> notes) {

  /// What is to be said about it.
  public sealed interface Note extends Fact {
    record Costs(long billed, int epochs, double low, double high) implements Note {}

    /// To the cent the lowest is the highest.
    record CostsAbout(long billed, int epochs, double dollars) implements Note {}

    record PriceUnknown(String provider, String model, String asOf) implements Note {}

    /// @param month dollars for thirty days
    record Hosting(double hour, double month) implements Note {}

    record HostingUnknown() implements Note {}

    record OverBudget(double high, double budget) implements Note {}

    /// No more training begins.
    record Closed(String provider, String model, String since) implements Note {}

    record ExistingOnly(String provider, String since, String until) implements Note {}

    /// Until when the result answers.
    record Answers(String model, String until) implements Note {}
  }

  private static final int HOURS = 30 * 24;

  /// @param budget dollars
  public static Estimate of(
      long tokens, int epochs, Price price, String asOf, OptionalDouble budget, LocalDate today) {
    List<Note> notes = new ArrayList<>();
    long billed = tokens * epochs;
    Double low = price.low();
    Double high = price.high();
    Optional<Double> from = Optional.empty();
    Optional<Double> to = Optional.empty();
    if (low != null && high != null) {
      from = Optional.of(low * billed / 1e6);
      to = Optional.of(high * billed / 1e6);
      notes.add(
          Math.round(100 * from.get()) == Math.round(100 * to.get())
              ? new Note.CostsAbout(billed, epochs, to.get())
              : new Note.Costs(billed, epochs, from.get(), to.get()));
      if (budget.isPresent() && to.get() > budget.getAsDouble())
        notes.add(new Note.OverBudget(to.get(), budget.getAsDouble()));
    } else {
      notes.add(new Note.PriceUnknown(price.provider(), price.model(), asOf));
    }
    Double hour = price.hostingPerHour();
    if (hour == null) notes.add(new Note.HostingUnknown());
    else if (hour > 0) notes.add(new Note.Hosting(hour, hour * HOURS));
    availability(price, today, notes);
    return new Estimate(tokens, epochs, billed, from, to, List.copyOf(notes));
  }

  private static void availability(Price price, LocalDate today, List<Note> notes) {
    if (price.isOver(today))
      notes.add(new Note.Closed(price.provider(), price.model(), price.newJobsUntil()));
    else if (!today.isBefore(LocalDate.parse(price.existingOnlySince())))
      notes.add(
          new Note.ExistingOnly(price.provider(), price.existingOnlySince(), price.newJobsUntil()));
    notes.add(new Note.Answers(price.model(), price.answersUntil()));
  }

  /// Whether nothing should be paid: too dear, of unknown price with a budget set, or no longer
  /// possible.
  public boolean isBlocked(OptionalDouble budget) {
    return budget.isPresent() && high.isEmpty()
        || notes.stream()
            .anyMatch(note -> note instanceof Note.OverBudget || note instanceof Note.Closed);
  }

  /// How many epochs OpenAI takes if nobody says: [three, more for few examples, fewer for
  /// many](https://developers.openai.com/cookbook/examples/chat_finetuning_data_prep).
  public static int usualEpochs(int examples) {
    int n = Math.max(1, examples);
    if (n * 3L < 100) return Math.min(25, 100 / n);
    return n * 3L > 25_000 ? Math.max(1, 25_000 / n) : 3;
  }
}
