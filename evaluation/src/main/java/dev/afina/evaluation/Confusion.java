package dev.afina.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
    Map<String, Integer> places = new HashMap<>();
    for (String label : labels) places.put(label, places.size());
    int[][] counts = new int[labels.size()][labels.size()];
    for (int i = 0; i < expected.size(); i++)
      counts[place(places, expected.get(i))][place(places, said.get(i))]++;
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : counts) rows.add(Arrays.stream(row).boxed().toList());
    return new Confusion(labels, rows);
  }

  private static int place(Map<String, Integer> places, String label) {
    Integer place = places.get(label);
    if (place == null) throw new IllegalArgumentException(label + " is no label of this test");
    return place;
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
    return precision(label, 0);
  }

  /// The same, with another value for a label that was never said.
  public double precision(int label, double ofNothing) {
    return said(label) == 0 ? ofNothing : share(at(label, label), said(label));
  }

  /// Of those that are it, how many were found.
  public double recall(int label) {
    return share(at(label, label), support(label));
  }

  /// The share of all that were right; in a test with one label each it is also the pooled
  /// ("micro") precision, recall and F1.
  public double accuracy() {
    return share(right(), total());
  }

  /// The mean of [#recall] over the labels that have cases.
  public double balancedAccuracy() {
    double sum = 0;
    int with = 0;
    for (int label = 0; label < labels.size(); label++) {
      if (support(label) == 0) continue;
      sum += recall(label);
      with++;
    }
    return with == 0 ? 0 : sum / with;
  }

  /// The same, 0 for guessing and 1 for never failing.
  public double adjustedBalancedAccuracy() {
    long with = IntStream.range(0, labels.size()).filter(label -> support(label) > 0).count();
    double chance = with == 0 ? 0 : 1.0 / with;
    return chance == 1 ? 0 : (balancedAccuracy() - chance) / (1 - chance);
  }

  /// The correlation of truth and answers ([Gorodkin
  /// 2004](https://doi.org/10.1016/j.compbiolchem.2004.09.006)): 1 always right, 0 no better than
  /// chance or always the same answer.
  public double matthews() {
    double all = total();
    double both = 0;
    double said = 0;
    double truth = 0;
    for (int label = 0; label < labels.size(); label++) {
      both += (double) said(label) * support(label);
      said += (double) said(label) * said(label);
      truth += (double) support(label) * support(label);
    }
    double root = Math.sqrt((all * all - said) * (all * all - truth));
    return root == 0 ? 0 : (right() * all - both) / root;
  }

  /// Agreement beyond chance ([Cohen 1960](https://doi.org/10.1177/001316446002000104)).
  public double kappa() {
    double all = total();
    if (all == 0) return 0;
    double chance = 0;
    for (int label = 0; label < labels.size(); label++)
      chance += said(label) / all * support(label) / all;
    return chance == 1 ? 0 : (accuracy() - chance) / (1 - chance);
  }

  private int right() {
    return IntStream.range(0, labels.size()).map(label -> at(label, label)).sum();
  }

  /// The harmonic mean of both.
  public double f1(int label) {
    return share(2 * at(label, label), said(label) + support(label));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
