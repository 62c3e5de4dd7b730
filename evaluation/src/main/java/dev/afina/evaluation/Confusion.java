package dev.afina.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was expected against what was said.
///
/// @param labels the intents, and `none` last where it was expected or said
/// @param counts a row for each expected label, a column for each answer
public record Confusion(List<String> labels, List<List<Integer>> counts) {

  public Confusion {
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
  }

  /// @param expected and `said`: pairs of labels, all among `labels`
  public static Confusion of(List<String> labels, List<String> expected, List<String> said) {
    int[][] counts = new int[labels.size()][labels.size()];
    for (int i = 0; i < expected.size(); i++)
      counts[labels.indexOf(expected.get(i))][labels.indexOf(said.get(i))]++;
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : counts) rows.add(Arrays.stream(row).boxed().toList());
    return new Confusion(labels, rows);
  }

  public int at(int expected, int said) {
    return counts.get(expected).get(said);
  }

  /// How many cases a label has.
  public int support(int label) {
    return counts.get(label).stream().mapToInt(Integer::intValue).sum();
  }

  /// How often a label was said.
  public int said(int label) {
    return counts.stream().mapToInt(row -> row.get(label)).sum();
  }

  public int total() {
    int total = 0;
    for (int i = 0; i < labels.size(); i++) total += support(i);
    return total;
  }

  /// Of those said to be it, how many are it. What has no value because nothing was there is 0.
  public double precision(int label) {
    return share(at(label, label), said(label));
  }

  /// Of those that are it, how many were found.
  public double recall(int label) {
    return share(at(label, label), support(label));
  }

  /// The harmonic mean of both.
  public double f1(int label) {
    return share(2 * at(label, label), said(label) + support(label));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
