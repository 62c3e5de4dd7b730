package dev.afina.evaluation.metrics;

import static dev.afina.evaluation.statistics.Rounding.six;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Whether what is said to be 80 % sure is right in 80 % of cases.
///
/// @param error the expected calibration error: how far confidence and accuracy lie apart, on
///   average over the sentences ([Naeini and others 2015](https://doi.org/10.1609/aaai.v29i1.9602))
/// @param bins only those with sentences in them
public record Reliability(double error, List<Bin> bins) {
  private static final int USUAL = 15;
  private static final int ENOUGH = 200;
  private static final int FEW = 5;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /// @param low exclusive, and `high` inclusive, of the confidences
  /// @param confidence mean of the sentences in it
  /// @param accuracy share of them that were right
  public record Bin(double low, double high, int count, double confidence, double accuracy) {}

  /// 15 bins of equal width; with fewer than 200 sentences, 5 of equally many.
  public static Reliability of(double[] confidences, boolean[] right) {
    return confidences.length < ENOUGH
        ? equallyMany(confidences, right, FEW)
        : equallyWide(confidences, right, USUAL);
  }

  public static Reliability equallyWide(double[] confidences, boolean[] right, int bins) {
    List<List<Integer>> items = new ArrayList<>();
    for (int b = 0; b < bins; b++) items.add(new ArrayList<>());
    for (int i = 0; i < confidences.length; i++) {
      // A hair of floating point must not move 0.3 from the third bin of ten to the fourth.
      int bin = (int) Math.ceil(confidences[i] * bins - 1e-9) - 1;
      items.get(Math.clamp(bin, 0, bins - 1)).add(i);
    }
    List<Bin> made = new ArrayList<>();
    for (int b = 0; b < bins; b++)
      if (!items.get(b).isEmpty())
        made.add(bin((double) b / bins, (b + 1.0) / bins, items.get(b), confidences, right));
    return of(made, confidences.length);
  }

  public static Reliability equallyMany(double[] confidences, boolean[] right, int bins) {
    List<Integer> rising =
        IntStream.range(0, confidences.length)
            .boxed()
            .sorted((i, j) -> Double.compare(confidences[i], confidences[j]))
            .toList();
    List<Bin> made = new ArrayList<>();
    double low = 0;
    for (int b = 0; b < bins; b++) {
      List<Integer> items =
          rising.subList(b * rising.size() / bins, (b + 1) * rising.size() / bins);
      if (items.isEmpty()) continue;
      double high = confidences[items.getLast()];
      made.add(bin(low, high, items, confidences, right));
      low = high;
    }
    return of(made, confidences.length);
  }

  private static Reliability of(List<Bin> bins, int items) {
    double error = 0;
    for (Bin bin : bins)
      error += (double) bin.count() / items * Math.abs(bin.accuracy() - bin.confidence());
    return new Reliability(six(error), bins);
  }

  private static Bin bin(
      double low, double high, List<Integer> items, double[] confidences, boolean[] right) {
    double confidence = 0;
    int hits = 0;
    for (int i : items) {
      confidence += confidences[i];
      if (right[i]) hits++;
    }
    int n = items.size();
    return new Bin(six(low), six(high), n, six(confidence / n), six((double) hits / n));
  }
}
