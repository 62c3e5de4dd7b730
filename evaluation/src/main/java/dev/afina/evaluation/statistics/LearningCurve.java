package dev.afina.evaluation.statistics;

import java.util.List;

/// How the share of errors falls with the number of examples: `error(n) = floor + reach ·
/// n^−speed`, fitted by least squares, larger sizes counting more ([Figueroa
/// 2012](https://doi.org/10.1186/1472-6947-12-8)).
///
/// @param floor what no number of examples takes away
public record LearningCurve(double floor, double reach, double speed) {
  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 1.5;
  private static final int STEPS = 280;

  /// Errors measured after learning so many examples.
  public record Point(int examples, double error) {}

  /// @throws IllegalArgumentException with fewer than three sizes
  public static LearningCurve fit(List<Point> points) {
    if (points.stream().mapToInt(Point::examples).distinct().count() < 3)
      throw new IllegalArgumentException("a curve needs three sizes");
    double step = (FASTEST - SLOWEST) / STEPS;
    double best = SLOWEST;
    for (int i = 1; i <= STEPS; i++) {
      double speed = SLOWEST + i * step;
      if (misfit(at(speed, points), points) < misfit(at(best, points), points)) best = speed;
    }
    double low = Math.max(SLOWEST, best - step);
    double high = Math.min(FASTEST, best + step);
    while (high - low > 1e-10) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (misfit(at(left, points), points) <= misfit(at(right, points), points)) high = right;
      else low = left;
    }
    return at((low + high) / 2, points);
  }

  public double error(double examples) {
    return Math.min(1, floor + reach * Math.pow(examples, -speed));
  }

  /// With the speed given the rest is a straight line; neither of its numbers may be negative.
  private static LearningCurve at(double speed, List<Point> points) {
    double w = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      double weight = point.examples();
      double fallen = Math.pow(point.examples(), -speed);
      w += weight;
      x += weight * fallen;
      y += weight * point.error();
      xx += weight * fallen * fallen;
      xy += weight * fallen * point.error();
    }
    double reach = (w * xy - x * y) / (w * xx - x * x);
    double floor = (y - reach * x) / w;
    if (reach < 0) return new LearningCurve(y / w, 0, speed);
    if (floor < 0) return new LearningCurve(0, xy / xx, speed);
    return new LearningCurve(floor, reach, speed);
  }

  private static double misfit(LearningCurve curve, List<Point> points) {
    double sum = 0;
    for (Point point : points) {
      double off =
          point.error() - curve.floor - curve.reach * Math.pow(point.examples(), -curve.speed);
      sum += point.examples() * off * off;
    }
    return sum;
  }
}
