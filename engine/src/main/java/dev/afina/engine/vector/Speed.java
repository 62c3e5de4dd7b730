package dev.afina.engine.vector;

import dev.afina.model.Storage;
import dev.afina.model.StoredRows;
import java.lang.foreign.Arena;

/// How fast a matrix of 16-bit numbers is multiplied with a vector here.
public final class Speed {
  private static final long EACH = 400_000_000; // nanoseconds

  private Speed() {}

  /// Billions of numbers a second of one core, once Java has compiled it.
  public static double ofVectors(int rows, int columns) {
    StoredRows zeros =
        new StoredRows(
            Storage.BF16,
            rows,
            columns,
            Arena.ofAuto().allocate(2L * rows * columns, 64),
            Storage.RowOrder.SAME);
    Rows packed = new RowsBf16(zeros);
    float[] x = new float[packed.columns];
    float[] y = new float[packed.units() * Rows.UNIT];
    float[] sums = new float[packed.columns / Rows.BLOCK];
    return of(
        (long) rows * columns, () -> packed.times(x, 1, y, 0, y.length, 0, packed.units(), sums));
  }

  /// The best of as many as fit in the time, in billions of numbers a second.
  public static double of(long numbers, Runnable product) {
    double best = 0;
    long end = System.nanoTime() + EACH;
    do {
      long start = System.nanoTime();
      product.run();
      best = Math.max(best, (double) numbers / (System.nanoTime() - start));
    } while (System.nanoTime() < end);
    return Math.round(best * 10) / 10.0;
  }
}
