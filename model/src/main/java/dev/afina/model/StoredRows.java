package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// A matrix as a file has it, in the row order of Transformers. Valid as long as the file is open.
///
/// @param columns numbers in a row
/// @param bytes all rows, in the order of the file
/// @param order which row of the file is a row of the matrix
public record StoredRows(
    Storage storage, long rows, int columns, MemorySegment bytes, Storage.RowOrder order) {

  /// Bytes of a row.
  public int rowBytes() {
    return Math.toIntExact(storage.bytesFor(columns));
  }

  /// Copies a row as it is stored.
  ///
  /// @param target [#rowBytes] bytes
  public void copy(long row, byte[] target) {
    MemorySegment.copy(bytes, JAVA_BYTE, order.of(row) * target.length, target, 0, target.length);
  }

  /// Decodes a row.
  ///
  /// @param scratch [#rowBytes] bytes, which are overwritten
  /// @param target `columns` numbers
  public void decode(long row, byte[] scratch, float[] target) {
    copy(row, scratch);
    storage.decode(scratch, target);
  }
}
