package dev.afina.evaluation.outcomes;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.outcomes.Comparing.Compared;
import dev.afina.evaluation.outcomes.Figure.Difference;
import dev.afina.evaluation.outcomes.Figure.Looks;
import dev.afina.evaluation.outcomes.Figure.Measure;
import dev.afina.evaluation.outcomes.Figure.Side;
import dev.afina.evaluation.statistics.Clustered;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.Proportions;
import dev.afina.evaluation.statistics.Sequential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Shares of conversations on two sides. Where every customer has one conversation it is the usual
/// test of two proportions with Newcombe's interval; where some have more, each customer's
/// conversations stand or fall together.
final class Shares {
  private static final int SATISFIED = 4;
  private static final int MOST_NEEDED = 100_000;

  private Shares() {}

  /// Nothing where a side has no case.
  static Optional<Compared> compare(
      Measure measure, List<Outcome> before, List<Outcome> after) {
    Map<String, Integer> customers = new HashMap<>();
    Counted first = Counted.of(measure, before, customers);
    Counted second = Counted.of(measure, after, customers);
    if (first.n() == 0 || second.n() == 0) return Optional.empty();
    boolean alone = customers.size() == first.n() + second.n();
    double difference = second.share() - first.share();
    double error =
        alone
            ? Math.sqrt(first.variance() + second.variance())
            : Clustered.ofDifference(
                first.values, first.customers, second.values, second.customers);
    Interval interval =
        alone
            ? Interval.newcombe(first.hits(), first.n(), second.hits(), second.n())
            : Interval.normal(difference, error);
    double p =
        alone
            ? Proportions.p(first.hits(), first.n(), second.hits(), second.n())
            : error == 0 ? 1 : Proportions.twoSided(difference / error);
    Sequential.Look look =
        Sequential.look(difference, error * error, first.n() + second.n(), Sequential.USUAL);
    return Optional.of(
        new Compared(
            first.side(alone),
            second.side(alone),
            points(difference, interval),
            p,
            new Looks(100 * look.interval().low(), 100 * look.interval().high(), look.p(), 1),
            needed(first.share(), second.share())));
  }

  /// @param values 1 for each case that counts, else 0
  private record Counted(double[] values, int[] customers) {
    static Counted of(Measure measure, List<Outcome> outcomes, Map<String, Integer> numbers) {
      List<Double> values = new ArrayList<>();
      List<Integer> customers = new ArrayList<>();
      for (Outcome one : outcomes)
        counts(measure, one)
            .ifPresent(yes -> {
              values.add(yes ? 1.0 : 0.0);
              customers.add(numbers.computeIfAbsent(one.customer(), _ -> numbers.size()));
            });
      return new Counted(
          values.stream().mapToDouble(Double::doubleValue).toArray(),
          customers.stream().mapToInt(Integer::intValue).toArray());
    }

    int n() {
      return values.length;
    }

    int hits() {
      return (int) IntStream.range(0, n()).filter(i -> values[i] > 0).count();
    }

    double share() {
      return (double) hits() / n();
    }

    double variance() {
      return share() * (1 - share()) / n();
    }

    Side side(boolean alone) {
      Interval wilson = Interval.wilson(hits(), n());
      Interval normal =
          Interval.normal(share(), Clustered.standardError(values, customers));
      // Never narrower than it would be if every conversation had a customer of its own.
      double low = alone ? wilson.low() : Math.clamp(normal.low(), 0, wilson.low());
      double high = alone ? wilson.high() : Math.clamp(normal.high(), wilson.high(), 1);
      return new Side(n(), six(share()), six(low), six(high));
    }
  }

  private static Optional<Boolean> counts(Measure measure, Outcome one) {
    return switch (measure) {
      case SATISFACTION ->
          one.stars().isPresent()
              ? Optional.of(one.stars().getAsInt() >= SATISFIED)
              : Optional.empty();
      case ESCALATION -> one.escalated();
      case CONVERSION -> one.converted();
      case RESOLUTION -> throw new IllegalArgumentException("a time is no share");
    };
  }

  private static Difference points(double difference, Interval interval) {
    return new Difference(
        six(100 * difference), six(100 * interval.low()), six(100 * interval.high()));
  }

  /// 0 where the shares are equal, or so much alike that nobody will wait so long.
  private static int needed(double first, double second) {
    double needed = first == second ? 0 : Math.ceil(Proportions.perGroup(first, second));
    return needed > MOST_NEEDED ? 0 : (int) needed;
  }
}
