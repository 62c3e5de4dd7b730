package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// How numbers are stored in a file, and how they become floats again. The quantised forms are
/// those of [ggml](https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h): blocks of 32
/// numbers with a scale `d` (and a minimum `m`) in half precision. In a 4-bit block, byte `j` holds
/// number `j` in its low and number `j + 16` in its high half.
enum Storage {
  F32(1, 4) {
    @Override
    void decode(byte[] from, float[] to) {
      MemorySegment.copy(
          MemorySegment.ofArray(from),
          FLOAT,
          0,
          MemorySegment.ofArray(to),
          HOST_FLOAT,
          0,
          to.length);
    }
  },
  F16(1, 2) {
    @Override
    void decode(byte[] from, float[] to) {
      MemorySegment bytes = MemorySegment.ofArray(from);
      for (int i = 0; i < to.length; i++) to[i] = Float.float16ToFloat(bytes.get(SHORT, 2L * i));
    }
  },
  BF16(1, 2) {
    @Override
    void decode(byte[] from, float[] to) {
      MemorySegment bytes = MemorySegment.ofArray(from);
      for (int i = 0; i < to.length; i++)
        to[i] = Float.intBitsToFloat(bytes.get(SHORT, 2L * i) << 16);
    }
  },
  /// `d · q`, q in 0 … 15 less 8.
  Q4_0(32, 18) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 18, out += 32) {
        float d = half(from, at);
        halves(from, at + 2, d, -8 * d, to, out);
      }
    }
  },
  /// `d · q + m`, q in 0 … 15.
  Q4_1(32, 20) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 20, out += 32)
        halves(from, at + 4, half(from, at), half(from, at + 2), to, out);
    }
  },
  /// `d · q`, q a signed byte.
  Q8_0(32, 34) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 34, out += 32) {
        float d = half(from, at);
        for (int j = 0; j < 32; j++) to[out + j] = d * from[at + 2 + j];
      }
    }
  };

  private static final ValueLayout.OfFloat FLOAT =
      JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat HOST_FLOAT = JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Numbers in a block, and the bytes it takes.
  final int block;

  final int bytes;

  Storage(int block, int bytes) {
    this.block = block;
    this.bytes = bytes;
  }

  /// Decodes `to.length` numbers, a multiple of the block.
  abstract void decode(byte[] from, float[] to);

  /// @throws ArithmeticException if there are more than fit in a long
  long bytesFor(long numbers) {
    return Math.multiplyExact(numbers / block, (long) bytes);
  }

  /// Decodes a tensor row by row; row `r` of the result is row `source.of(r)` of the file.
  void read(MemorySegment stored, long rows, long columns, RowOrder source, MemorySegment target) {
    int width = Math.toIntExact(columns);
    byte[] from = new byte[Math.toIntExact(bytesFor(columns))];
    float[] to = new float[width];
    for (long row = 0; row < rows; row++) {
      MemorySegment.copy(stored, JAVA_BYTE, source.of(row) * from.length, from, 0, from.length);
      decode(from, to);
      MemorySegment.copy(to, 0, target, HOST_FLOAT, row * width * 4, width);
    }
  }

  static void checkTarget(String name, long numbers, MemorySegment target) {
    if (target.byteSize() != numbers * 4)
      throw new IllegalArgumentException(
          name + " needs " + numbers * 4 + " bytes, not " + target.byteSize());
  }

  /// Which row of the file is a row of the model.
  @FunctionalInterface
  interface RowOrder {
    RowOrder SAME = row -> row;

    long of(long row);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Storage::name).toList();
  }

  private static float half(byte[] from, int at) {
    return Float.float16ToFloat((short) ((from[at] & 0xFF) | from[at + 1] << 8));
  }

  private static void halves(byte[] from, int at, float d, float m, float[] to, int out) {
    for (int j = 0; j < 16; j++) to[out + j] = d * (from[at + j] & 15) + m;
    for (int j = 0; j < 16; j++) to[out + 16 + j] = d * ((from[at + j] >> 4) & 15) + m;
  }
}
