package dev.afina.evaluation.statistics;

/// Fisher's exact test of a table of two rows and two columns: do the rows differ?
public final class Fisher {
  private Fisher() {}

  /// The two-sided probability: of all tables with the same sums, those that are no likelier than
  /// `[[a, b], [c, d]]` (as SciPy and R have it).
  public static double exact(int a, int b, int c, int d) {
    int row = a + b;
    int column = a + c;
    int all = row + c + d;
    double seen = log(row, column, all, a);
    double sum = 0;
    for (int x = Math.max(0, row + column - all); x <= Math.min(row, column); x++) {
      double one = log(row, column, all, x);
      // Tables that are equally likely differ in the last bits.
      if (one <= seen + 1e-7) sum += Math.exp(one);
    }
    return Math.min(1, sum);
  }

  private static double log(int row, int column, int all, int x) {
    return choose(row, x) + choose(all - row, column - x) - choose(all, column);
  }

  /// The logarithm of a binomial coefficient.
  private static double choose(int n, int k) {
    double log = 0;
    for (int i = 1; i <= Math.min(k, n - k); i++) log += Math.log((double) (n - i + 1) / i);
    return log;
  }
}
