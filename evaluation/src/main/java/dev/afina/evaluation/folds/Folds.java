package dev.afina.evaluation.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Divisions of items into parts that judge in turn, as scikit-learn makes them. Each fold is the
/// list of the items that judge, by their number, rising; all others are learned from.
public final class Folds {
  private Folds() {}

  /// Each label is spread evenly, in the order of the items.
  public static List<List<Integer>> stratified(List<String> labels, int folds) {
    Map<String, Integer> codes = codes(labels);
    int[] sorted = labels.stream().mapToInt(codes::get).sorted().toArray();
    int[][] wanted = new int[folds][codes.size()];
    for (int i = 0; i < sorted.length; i++) wanted[i % folds][sorted[i]]++;
    int[] fold = new int[codes.size()];
    List<List<Integer>> made = empty(folds);
    for (int i = 0; i < labels.size(); i++) {
      int label = codes.get(labels.get(i));
      while (wanted[fold[label]][label] == 0) fold[label]++;
      wanted[fold[label]][label]--;
      made.get(fold[label]).add(i);
    }
    return made;
  }

  /// What belongs together stays together; folds of about the same size.
  public static List<List<Integer>> grouped(List<String> groups, int folds) {
    Map<String, Integer> codes = codes(groups);
    int[] sizes = new int[codes.size()];
    for (String group : groups) sizes[codes.get(group)]++;
    List<Integer> order =
        new ArrayList<>(
            IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingInt(g -> sizes[g]))
                .toList());
    java.util.Collections.reverse(order);
    int[] loads = new int[folds];
    int[] foldOf = new int[sizes.length];
    for (int group : order) {
      int lightest = 0;
      for (int f = 1; f < folds; f++) if (loads[f] < loads[lightest]) lightest = f;
      loads[lightest] += sizes[group];
      foldOf[group] = lightest;
    }
    return collect(groups, codes, foldOf, folds);
  }

  /// Both: groups stay together, and each label is spread as evenly as they allow. The groups whose
  /// labels are most uneven are placed first, each where the shares of the labels then differ
  /// least.
  public static List<List<Integer>> stratifiedGrouped(
      List<String> labels, List<String> groups, int folds) {
    Map<String, Integer> classes = codes(labels);
    Map<String, Integer> codes = codes(groups);
    double[][] perGroup = new double[codes.size()][classes.size()];
    double[] all = new double[classes.size()];
    for (int i = 0; i < labels.size(); i++) {
      int label = classes.get(labels.get(i));
      perGroup[codes.get(groups.get(i))][label]++;
      all[label]++;
    }
    List<Integer> order =
        IntStream.range(0, perGroup.length)
            .boxed()
            .sorted(Comparator.comparingDouble(g -> -deviation(perGroup[g])))
            .toList();
    double[][] perFold = new double[folds][classes.size()];
    int[] foldOf = new int[perGroup.length];
    for (int group : order) {
      int best = bestFold(perFold, perGroup[group], all);
      foldOf[group] = best;
      for (int k = 0; k < all.length; k++) perFold[best][k] += perGroup[group][k];
    }
    return collect(groups, codes, foldOf, folds);
  }

  /// The past learns and the future judges.
  ///
  /// @param judging items of a fold
  /// @param gap items before it that are not learned from either
  public static List<Span> inTime(int items, int folds, int judging, int gap) {
    List<Span> spans = new ArrayList<>();
    for (int f = folds; f >= 1; f--) {
      int start = items - f * judging;
      if (start - gap < 1)
        throw new IllegalArgumentException(folds + " folds do not fit into " + items + " items");
      spans.add(new Span(start - gap, start, start + judging));
    }
    return spans;
  }

  /// Learned from are 0 to `learned` (exclusive), judged by `from` to `to` (exclusive).
  public record Span(int learned, int from, int to) {}

  /// How many of each label to draw: in proportion, whole, together `draw`. Who has the largest
  /// remainder gets one more; among equals the seed decides.
  public static int[] shares(int[] counts, int draw, long seed) {
    int all = Arrays.stream(counts).sum();
    int[] shares = new int[counts.length];
    long[] remainders = new long[counts.length];
    int given = 0;
    for (int k = 0; k < counts.length; k++) {
      shares[k] = (int) ((long) counts[k] * draw / all);
      remainders[k] = (long) counts[k] * draw % all;
      given += shares[k];
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, counts.length).boxed().toList());
    java.util.Collections.shuffle(order, new Random(seed));
    order.sort(Comparator.comparingLong(k -> -remainders[k]));
    for (int i = 0; given < draw; i++, given++) shares[order.get(i)]++;
    return shares;
  }

  private static int bestFold(double[][] perFold, double[] group, double[] all) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double fewest = Double.POSITIVE_INFINITY;
    for (int f = 0; f < perFold.length; f++) {
      double uneven = unevenness(perFold, f, group, all);
      double size = Arrays.stream(perFold[f]).sum();
      boolean same = Math.abs(uneven - least) <= 1e-8 + 1e-5 * Math.abs(least);
      if (uneven < least || same && size < fewest) {
        best = f;
        least = uneven;
        fewest = size;
      }
    }
    return best;
  }

  /// How unevenly the labels would be spread with a group in fold `f`.
  private static double unevenness(double[][] perFold, int f, double[] group, double[] all) {
    double sum = 0;
    for (int k = 0; k < all.length; k++) {
      double[] shares = new double[perFold.length];
      for (int i = 0; i < shares.length; i++)
        shares[i] = (perFold[i][k] + (i == f ? group[k] : 0)) / all[k];
      sum += deviation(shares);
    }
    return sum / all.length;
  }

  /// Added up one after the other, as scikit-learn does: between folds that are equally good the
  /// last bit decides.
  private static double deviation(double[] values) {
    double sum = 0;
    for (double value : values) sum += value;
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return Math.sqrt(squares / values.length);
  }

  private static List<List<Integer>> collect(
      List<String> groups, Map<String, Integer> codes, int[] foldOf, int folds) {
    List<List<Integer>> made = empty(folds);
    for (int i = 0; i < groups.size(); i++) made.get(foldOf[codes.get(groups.get(i))]).add(i);
    return made;
  }

  private static List<List<Integer>> empty(int folds) {
    List<List<Integer>> made = new ArrayList<>();
    for (int f = 0; f < folds; f++) made.add(new ArrayList<>());
    return made;
  }

  /// A number for each word, by its first place.
  private static Map<String, Integer> codes(List<String> words) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (String word : words) codes.putIfAbsent(word, codes.size());
    return codes;
  }
}
