package dev.afina.evaluation.metrics;

import java.util.Arrays;
import java.util.List;

/// One number that makes a model's probabilities honest and changes none of its answers ([Guo and
/// others 2017](https://arxiv.org/abs/1706.04599)): logarithms are divided by it before they become
/// shares. Above 1 it was too sure.
public final class Temperature {
  private static final double COLDEST = Math.log(0.05);
  private static final double HOTTEST = Math.log(20);
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Temperature() {}

  /// Probabilities of logarithms of any scale.
  public static double[] softmax(double[] logs, double temperature) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double[] shares =
        Arrays.stream(logs).map(log -> Math.exp((log - largest) / temperature)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /// The temperature that makes the truth likeliest, between 0.05 and 20.
  ///
  /// @param truth number of the right class of each row
  public static double fit(List<double[]> logs, int[] truth) {
    double low = COLDEST;
    double high = HOTTEST;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    while (high - low > 1e-7) {
      if (loss(logs, truth, left) <= loss(logs, truth, right)) {
        high = right;
        right = left;
        left = high - GOLDEN * (high - low);
      } else {
        low = left;
        left = right;
        right = low + GOLDEN * (high - low);
      }
    }
    return Math.exp((low + high) / 2);
  }

  /// It has one valley only: in `1 / temperature` the loss is convex.
  private static double loss(List<double[]> logs, int[] truth, double logTemperature) {
    double temperature = Math.exp(logTemperature);
    List<double[]> rows = logs.stream().map(row -> softmax(row, temperature)).toList();
    return Probabilities.logLoss(rows, truth);
  }
}
