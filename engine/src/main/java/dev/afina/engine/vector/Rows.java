package dev.afina.engine.vector;

import dev.afina.model.ModelFile;
import dev.afina.model.StoredRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// A matrix laid out for its product with vectors. Its rows stand in panels of as many as the
/// processor has lanes, a row in each lane, so that nothing is ever summed across lanes. Numbers
/// stay as the file stores them and become floats on their way into the product.
///
/// However many vectors are multiplied at once, each number of the result is summed in the same
/// order: a conversation gets the same bits alone and in company.
public abstract sealed class Rows permits RowsF32, RowsBf16, RowsF16, RowsQ8, RowsQ4 {
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
  static final int LANES = FLOATS.length();
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /// Rows that are divided among threads go together in so many.
  static final int UNIT = 2 * LANES;

  /// Numbers of a row go together in so many: the block of the quantised forms.
  static final int BLOCK = 32;

  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ORDER);

  /// Rows, without those that fill the last unit.
  final int rows;

  /// Numbers in a row, with zeros that fill the last block.
  final int columns;

  final MemorySegment packed;

  /// Bytes of a panel.
  final long panel;

  /// @param wordsInBlock 32-bit words that a block of a row takes
  Rows(StoredRows from, int wordsInBlock) {
    rows = Math.toIntExact(from.rows());
    columns = padded(from.columns(), BLOCK);
    panel = (long) columns / BLOCK * wordsInBlock * LANES * 4;
    packed = Arena.ofAuto().allocate(padded(rows, UNIT) / LANES * panel, 64);
  }

  /// @param half whether what is stored in no form of its own is rounded to 16 bits
  public static Rows of(ModelFile file, String name, boolean turned, boolean half) {
    StoredRows stored = turned ? null : file.stored(name);
    if (stored != null) {
      switch (stored.storage()) {
        case F16 -> {
          return new RowsF16(stored);
        }
        case BF16 -> {
          return new RowsBf16(stored);
        }
        case Q8_0 -> {
          return new RowsQ8(stored);
        }
        case Q4_0, Q4_1 -> {
          return new RowsQ4(stored);
        }
        case F32, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K -> {}
      }
    }
    StoredRows decoded = Decoded.rows(file, name, turned);
    return half ? new RowsBf16(Decoded.rounded(decoded)) : new RowsF32(decoded);
  }

  static int padded(int size, int to) {
    return (size + to - 1) / to * to;
  }

  /// How many units of rows there are.
  final int units() {
    return padded(rows, UNIT) / UNIT;
  }

  /// Writes word `w` of block `b` of a row.
  final void put(int row, int b, int w, int wordsInBlock, int word) {
    long at = row / LANES * panel + ((long) b * wordsInBlock + w) * LANES * 4 + row % LANES * 4L;
    packed.set(INT, at, word);
  }

  /// Writes 16-bit numbers, two in a word, the first in its lower half.
  final void putPairs(StoredRows from) {
    byte[] row = new byte[from.rowBytes()];
    for (int r = 0; r < rows; r++) {
      from.copy(r, row);
      for (int c = 0; c < from.columns(); c += 2) {
        int high = c + 1 < from.columns() ? short16(row, c + 1) : 0;
        put(r, c / BLOCK, c % BLOCK / 2, BLOCK / 2, short16(row, c) | high << 16);
      }
    }
  }

  private static int short16(byte[] row, int index) {
    return row[2 * index] & 0xFF | row[2 * index + 1] << 8 & 0xFF00;
  }

  /// The half-precision number at a byte.
  static float half(byte[] row, int at) {
    return Float.float16ToFloat((short) (row[at] & 0xFF | row[at + 1] << 8));
  }

  /// The four bytes from `at` on.
  static int word(byte[] row, int at) {
    return (int) WORD.get(row, at);
  }

  /// `y = xWᵀ` for some rows of `W`.
  ///
  /// @param x vectors of [#columns] numbers, one behind the other
  /// @param y room for the results, `stride` apart; a unit is written whole
  /// @param sums of each block of each vector
  final void times(
      float[] x,
      int vectors,
      float[] y,
      int to,
      int stride,
      int fromUnit,
      int toUnit,
      float[] sums) {
    int fours = vectors / 4 * 4;
    for (int unit = fromUnit; unit < toUnit; unit++) {
      long at = 2L * unit * panel;
      int row = to + unit * UNIT;
      for (int v = 0; v < fours; v += 4) {
        four(at, x, v, y, row + v * stride, stride, sums);
        four(at + panel, x, v, y, row + LANES + v * stride, stride, sums);
      }
      for (int v = fours; v < vectors; v++) two(at, x, v, y, row + v * stride, sums);
    }
  }

  /// Two panels times one vector.
  abstract void two(long at, float[] x, int vector, float[] y, int to, float[] sums);

  /// One panel times four vectors.
  abstract void four(long at, float[] x, int vector, float[] y, int to, int stride, float[] sums);

  final FloatVector floats(long at) {
    return FloatVector.fromMemorySegment(FLOATS, packed, at, ORDER);
  }

  final IntVector ints(long at) {
    return IntVector.fromMemorySegment(INTS, packed, at, ORDER);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
