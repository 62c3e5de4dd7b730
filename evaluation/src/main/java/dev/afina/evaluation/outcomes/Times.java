package dev.afina.evaluation.outcomes;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.outcomes.Comparing.Compared;
import dev.afina.evaluation.outcomes.Figure.Difference;
import dev.afina.evaluation.outcomes.Figure.Looks;
import dev.afina.evaluation.outcomes.Figure.Side;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.RankTests;
import dev.afina.evaluation.statistics.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Minutes until a conversation was resolved, one number for each customer: the median of theirs.
/// Times are far from normal, so medians are compared, by ranks (Mann and Whitney); what may be
/// looked at again and again compares the means of their logarithms.
final class Times {
  private Times() {}

  /// Nothing where a side has fewer than two customers.
  static Optional<Compared> compare(List<Outcome> before, List<Outcome> after) {
    double[] first = ofCustomers(before);
    double[] second = ofCustomers(after);
    if (first.length < 2 || second.length < 2) return Optional.empty();
    Interval here = Interval.median(first);
    Interval there = Interval.median(second);
    Interval interval = Interval.difference(median(first), here, median(second), there);
    return Optional.of(
        new Compared(
            side(first, here),
            side(second, there),
            new Difference(
                six(median(second) - median(first)), six(interval.low()), six(interval.high())),
            RankTests.groups(first, second),
            looks(logarithms(first), logarithms(second)),
            0));
  }

  private static Looks looks(double[] first, double[] second) {
    double difference = mean(second) - mean(first);
    double variance = variance(first) / first.length + variance(second) / second.length;
    Sequential.Look look =
        Sequential.look(difference, variance, first.length + second.length, Sequential.USUAL);
    return new Looks(percent(look.interval().low()), percent(look.interval().high()), look.p(), 1);
  }

  private static double percent(double logarithm) {
    return 100 * Math.expm1(Math.min(logarithm, 20));
  }

  private static Side side(double[] rising, Interval interval) {
    return new Side(
        rising.length, six(median(rising)), six(interval.low()), six(interval.high()));
  }

  /// In rising order.
  private static double[] ofCustomers(List<Outcome> outcomes) {
    Map<String, List<Double>> times = new TreeMap<>();
    for (Outcome one : outcomes)
      one.minutes()
          .ifPresent(
              minutes ->
                  times.computeIfAbsent(one.customer(), _ -> new ArrayList<>()).add(minutes));
    return times.values().stream()
        .mapToDouble(all -> median(all.stream().mapToDouble(m -> m).sorted().toArray()))
        .sorted()
        .toArray();
  }

  private static double median(double[] rising) {
    int n = rising.length;
    return (rising[(n - 1) / 2] + rising[n / 2]) / 2;
  }

  /// Of the minutes and one more, because some conversations take none.
  private static double[] logarithms(double[] minutes) {
    return Arrays.stream(minutes).map(Math::log1p).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
