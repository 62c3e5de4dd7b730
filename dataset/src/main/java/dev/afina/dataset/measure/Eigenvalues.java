package dev.afina.dataset.measure;

/// The eigenvalues of a symmetric matrix by [Jacobi's
/// rotations](https://en.wikipedia.org/wiki/Jacobi_eigenvalue_algorithm): slow, exact, and thirty
/// lines. For some hundred rows.
final class Eigenvalues {
  private Eigenvalues() {}

  private static final int SWEEPS = 60;

  static double[] of(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) a[i] = symmetric[i].clone();
    for (int sweep = 0; sweep < SWEEPS && outside(a) > 1e-18 * n; sweep++)
      for (int p = 0; p < n; p++) for (int q = p + 1; q < n; q++) rotate(a, p, q);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) values[i] = a[i][i];
    return values;
  }

  /// Makes the element at `(p, q)` zero.
  private static void rotate(double[][] a, int p, int q) {
    if (Math.abs(a[p][q]) < 1e-15) return;
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    double[] rowP = a[p];
    double[] rowQ = a[q];
    for (int k = 0; k < a.length; k++) {
      double pk = rowP[k];
      double qk = rowQ[k];
      rowP[k] = c * pk - s * qk;
      rowQ[k] = s * pk + c * qk;
    }
  }

  private static double outside(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++)
      for (int j = 0; j < a.length; j++) if (i != j) sum += a[i][j] * a[i][j];
    return sum;
  }
}
