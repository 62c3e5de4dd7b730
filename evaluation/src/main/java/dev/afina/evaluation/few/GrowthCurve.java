package dev.afina.evaluation.few;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.statistics.Bootstrap;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.LearningCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// How the accuracy of one contestant grows with the examples, and what twice as many would bring.
///
/// @param points by growing size; at each all sentences were judged by trainings that had not seen
///   them
public record GrowthCurve(Contestant who, List<Point> points, Outlook outlook) {
  /// Sizes below which no curve is fitted.
  public static final int SIZES = 4;

  /// A gain below this share is none.
  private static final double WORTH_IT = 0.01;

  private static final int DRAWS = 1000;

  public GrowthCurve {
    points = List.copyOf(points);
  }

  /// @param examples that could be used, the mean over the folds
  /// @param accuracy with Wilson's interval for as many cases as there are groups
  public record Point(int examples, double accuracy, double low, double high) {}

  /// @param folds of one contestant, of all sizes
  /// @param examples there are now
  /// @param seed of the drawings behind the interval
  public static GrowthCurve of(List<Fold> folds, int examples, long seed) {
    List<Size> sizes = sizes(folds);
    List<Point> points = new ArrayList<>();
    for (Size size : sizes) {
      Interval interval = Interval.wilson(size.accuracy(), size.groups.size());
      points.add(
          new Point(
              size.examples, six(size.accuracy()), six(interval.low()), six(interval.high())));
    }
    return new GrowthCurve(
        folds.getFirst().who(), points, outlook(sizes, examples, seed));
  }

  /// @param groups of each group of sentences, how many answers were right and how many there were
  private record Size(int examples, Map<String, int[]> groups) {
    double accuracy() {
      return accuracy(groups.keySet().toArray(String[]::new));
    }

    double accuracy(String... drawn) {
      int right = 0;
      int all = 0;
      for (String group : drawn) {
        int[] counts = groups.get(group);
        right += counts[0];
        all += counts[1];
      }
      return (double) right / all;
    }
  }

  /// Folds of about the same size belong together: the n-th size of each fold.
  private static List<Size> sizes(List<Fold> folds) {
    Map<String, List<Fold>> steps = new TreeMap<>();
    for (Fold fold : folds)
      steps.computeIfAbsent(fold.repeat() + "/" + fold.number(), _ -> new ArrayList<>()).add(fold);
    int count = steps.values().stream().mapToInt(List::size).min().orElse(0);
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int step = i;
      Map<String, int[]> groups = new TreeMap<>();
      List<Fold> same = steps.values().stream().map(all -> all.get(step)).toList();
      for (Fold fold : same)
        for (Item item : fold.items()) {
          int[] counts = groups.computeIfAbsent(item.group(), _ -> new int[2]);
          if (item.passed()) counts[0]++;
          counts[1]++;
        }
      int examples = (int) Math.round(same.stream().mapToInt(Fold::learned).average().orElse(0));
      sizes.add(new Size(examples, groups));
    }
    return sizes;
  }

  private static Outlook outlook(List<Size> sizes, int examples, long seed) {
    int different = (int) sizes.stream().map(Size::examples).distinct().count();
    if (different < SIZES) return new Outlook.TooFew(examples, different, SIZES);
    int doubled = 2 * examples;
    String[] groups = sizes.getFirst().groups.keySet().toArray(String[]::new);
    LearningCurve curve = fitted(sizes, groups);
    double now = 1 - curve.error(examples);
    double then = 1 - curve.error(doubled);
    Interval gain =
        drawn(sizes, groups, one -> one.error(examples) - one.error(doubled), seed);
    if (gain.high() < WORTH_IT) return new Outlook.Level(doubled, six(now), six(then));
    if (gain.high() - gain.low() > then - now)
      return new Outlook.Unsure(doubled, six(100 * gain.low()), six(100 * gain.high()));
    Interval band = drawn(sizes, groups, one -> 1 - one.error(doubled), seed);
    return new Outlook.Rising(
        examples, doubled, six(now), six(then), six(band.low()), six(band.high()));
  }

  /// The groups are drawn again and again, each with its answers at all sizes.
  private static Interval drawn(
      List<Size> sizes, String[] groups, ToDoubleFunction<LearningCurve> statistic, long seed) {
    return Bootstrap.interval(
        groups.length,
        DRAWS,
        sample ->
            statistic.applyAsDouble(
                fitted(sizes, IntStream.of(sample).mapToObj(i -> groups[i]).toArray(String[]::new))),
        seed);
  }

  private static LearningCurve fitted(List<Size> sizes, String... groups) {
    return LearningCurve.fit(
        sizes.stream()
            .map(size -> new LearningCurve.Point(size.examples, 1 - size.accuracy(groups)))
            .toList());
  }
}
