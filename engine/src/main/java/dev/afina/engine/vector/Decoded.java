package dev.afina.engine.vector;

import dev.afina.model.ModelFile;
import dev.afina.model.Storage;
import dev.afina.model.StoredRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Tensors of a file in 32 bits.
final class Decoded {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private Decoded() {}

  /// All numbers of a tensor, and zeros up to a multiple of `to`.
  static float[] vector(ModelFile file, String name, int to) {
    int size = Math.toIntExact(file.shape(name).stream().reduce(1L, Math::multiplyExact));
    float[] numbers = new float[size];
    file.read(name, MemorySegment.ofArray(numbers));
    return Arrays.copyOf(numbers, Rows.padded(size, to));
  }

  /// A matrix, rows first.
  ///
  /// @param turned whether the file has it columns first
  static StoredRows rows(ModelFile file, String name, boolean turned) {
    List<Long> shape = file.shape(name);
    long rows = turned ? shape.getLast() : shape.getFirst();
    int columns = Math.toIntExact(turned ? shape.getFirst() : shape.getLast());
    MemorySegment read = Arena.ofAuto().allocate(rows * columns * 4, 64);
    file.read(name, read);
    return stored(Storage.F32, rows, columns, turned ? upright(read, rows, columns) : read);
  }

  private static MemorySegment upright(MemorySegment turned, long rows, int columns) {
    MemorySegment upright = Arena.ofAuto().allocate(turned.byteSize(), 64);
    for (long c = 0; c < columns; c++)
      for (long r = 0; r < rows; r++)
        upright.setAtIndex(FLOAT, r * columns + c, turned.getAtIndex(FLOAT, c * rows + r));
    return upright;
  }

  /// The same in `bfloat16`.
  static StoredRows rounded(StoredRows from) {
    long numbers = from.rows() * from.columns();
    MemorySegment half = Arena.ofAuto().allocate(numbers * 2, 64);
    for (long i = 0; i < numbers; i++) {
      int bits = Float.floatToRawIntBits(rounded(from.bytes().getAtIndex(FLOAT, i)));
      half.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (bits >>> 16));
    }
    return stored(Storage.BF16, from.rows(), from.columns(), half);
  }

  /// The nearest `bfloat16`, of two the even one.
  static float rounded(float number) {
    int bits = Float.floatToRawIntBits(number);
    int even = bits + 0x7FFF + (bits >>> 16 & 1);
    return Float.intBitsToFloat(even & 0xFFFF0000);
  }

  private static StoredRows stored(Storage storage, long rows, int columns, MemorySegment bytes) {
    return new StoredRows(storage, rows, columns, bytes, Storage.RowOrder.SAME);
  }
}
