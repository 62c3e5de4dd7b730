package dev.afina.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.model.Storage;
import dev.afina.model.StoredRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The products of every form against the plain sum of what the form is decoded to.
class RowsTest {
  private static final int ROWS = 75;
  private static final int COLUMNS = 96;
  private static final int VECTORS = 6;

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"F32", "F16", "BF16", "Q4_0", "Q4_1", "Q8_0"})
  void everyFormIsMultipliedAsItIsDecoded(Storage storage) {
    StoredRows stored = random(storage);
    Rows rows = packed(stored);
    float[] x = vectors(rows.columns);
    float[] row = new float[COLUMNS];
    float[] y = product(rows, x, VECTORS);
    int stride = rows.units() * Rows.UNIT;
    for (int r = 0; r < ROWS; r++) {
      stored.decode(r, new byte[stored.rowBytes()], row);
      for (int v = 0; v < VECTORS; v++) {
        double sum = 0;
        double size = 0;
        for (int c = 0; c < COLUMNS; c++) {
          sum += (double) row[c] * x[v * rows.columns + c];
          size += Math.abs((double) row[c] * x[v * rows.columns + c]);
        }
        assertThat(y[v * stride + r])
            .as("row %s", r)
            .isCloseTo((float) sum, within((float) (1e-6 * size)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"F32", "F16", "BF16", "Q4_0", "Q4_1", "Q8_0"})
  void aVectorHasTheSameBitsAloneAndInCompany(Storage storage) {
    Rows rows = packed(random(storage));
    float[] x = vectors(rows.columns);
    float[] together = product(rows, x, VECTORS);
    int stride = rows.units() * Rows.UNIT;
    for (int v = 0; v < VECTORS; v++) {
      float[] one = Arrays.copyOfRange(x, v * rows.columns, (v + 1) * rows.columns);
      assertThat(product(rows, one, 1))
          .containsExactly(Arrays.copyOfRange(together, v * stride, (v + 1) * stride));
    }
  }

  private static float[] product(Rows rows, float[] x, int vectors) {
    float[] y = new float[vectors * rows.units() * Rows.UNIT];
    float[] sums = new float[vectors * rows.columns / Rows.BLOCK];
    for (int i = 0; i < vectors * rows.columns; i++) sums[i / Rows.BLOCK] += x[i];
    rows.times(x, vectors, y, 0, rows.units() * Rows.UNIT, 0, rows.units(), sums);
    return y;
  }

  private static Rows packed(StoredRows stored) {
    return switch (stored.storage()) {
      case F32 -> new RowsF32(stored);
      case F16 -> new RowsF16(stored);
      case BF16 -> new RowsBf16(stored);
      case Q8_0 -> new RowsQ8(stored);
      case Q4_0, Q4_1 -> new RowsQ4(stored);
      case Q5_0, Q5_1, Q4_K, Q5_K, Q6_K -> throw new IllegalArgumentException();
    };
  }

  private static float[] vectors(int columns) {
    Random random = new Random(1);
    float[] x = new float[VECTORS * columns];
    for (int i = 0; i < x.length; i++)
      x[i] = i % columns < COLUMNS ? (float) random.nextGaussian() : 0;
    return x;
  }

  /// Any bytes are numbers, if only the scales are moderate.
  private static StoredRows random(Storage storage) {
    Random random = new Random(2);
    int bytes = (int) storage.bytesFor(COLUMNS);
    byte[] all = new byte[ROWS * bytes];
    random.nextBytes(all);
    for (int at = 0; at < all.length; at += storage.bytes)
      switch (storage) {
        case F32 -> put(all, at, Float.floatToRawIntBits((float) random.nextGaussian()), 4);
        case BF16 -> put(all, at, Float.floatToRawIntBits((float) random.nextGaussian()) >>> 16, 2);
        // Some are so small that a half has no exponent for them.
        case F16 ->
            put(all, at, half(random.nextGaussian() * (random.nextInt(9) == 0 ? 1e-5 : 1)), 2);
        case Q4_1 ->
            put(all, at, half(random.nextGaussian()) | half(random.nextGaussian()) << 16, 4);
        case Q4_0, Q8_0, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K ->
            put(all, at, half(random.nextGaussian()), 2);
      }
    return new StoredRows(
        storage, ROWS, COLUMNS, MemorySegment.ofArray(all), Storage.RowOrder.SAME);
  }

  private static int half(double number) {
    return Float.floatToFloat16((float) number) & 0xFFFF;
  }

  private static void put(byte[] all, int at, int word, int bytes) {
    for (int i = 0; i < bytes; i++) all[at + i] = (byte) (word >> 8 * i);
  }
}
