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
/// number `j` in its low and number `j + 16` in its high half; five bits have the fifth of all 32
/// numbers in four bytes. The `K` forms have blocks of 256 in groups, each with a scale (and a
/// minimum) of its own in a few bits.
enum Storage {
  F32(0, 1, 4) {
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
  F16(1, 1, 2) {
    @Override
    void decode(byte[] from, float[] to) {
      MemorySegment bytes = MemorySegment.ofArray(from);
      for (int i = 0; i < to.length; i++) to[i] = Float.float16ToFloat(bytes.get(SHORT, 2L * i));
    }
  },
  BF16(30, 1, 2) {
    @Override
    void decode(byte[] from, float[] to) {
      MemorySegment bytes = MemorySegment.ofArray(from);
      for (int i = 0; i < to.length; i++)
        to[i] = Float.intBitsToFloat(bytes.get(SHORT, 2L * i) << 16);
    }
  },
  /// `d · q`, q in 0 … 15 less 8.
  Q4_0(2, 32, 18) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 18, out += 32) {
        float d = half(from, at);
        halves(from, at + 2, d, -8 * d, to, out);
      }
    }
  },
  /// `d · q + m`, q in 0 … 15.
  Q4_1(3, 32, 20) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 20, out += 32)
        halves(from, at + 4, half(from, at), half(from, at + 2), to, out);
    }
  },
  /// `d · q`, q in 0 … 31 less 16.
  Q5_0(6, 32, 22) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 22, out += 32) {
        float d = half(from, at);
        for (int j = 0; j < 32; j++) to[out + j] = d * (fiveBits(from, at + 2, j) - 16);
      }
    }
  },
  /// `d · q + m`, q in 0 … 31.
  Q5_1(7, 32, 24) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 24, out += 32) {
        float d = half(from, at);
        float m = half(from, at + 2);
        for (int j = 0; j < 32; j++) to[out + j] = d * fiveBits(from, at + 4, j) + m;
      }
    }
  },
  /// `d · q`, q a signed byte.
  Q8_0(8, 32, 34) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 34, out += 32) {
        float d = half(from, at);
        for (int j = 0; j < 32; j++) to[out + j] = d * from[at + 2 + j];
      }
    }
  },
  /// Eight groups of 32: `d · scale · q − m · min`, q in 0 … 15.
  Q4_K(12, 256, 144) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 144, out += 256)
        for (int group = 0; group < 8; group++)
          for (int j = 0; j < 32; j++)
            to[out + 32 * group + j] = inGroup(from, at, group, fourBits(from, at + 16, group, j));
    }
  },
  /// The same with q in 0 … 31; the fifth bits of group `g` are bits `g` of 32 bytes.
  Q5_K(13, 256, 176) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 176, out += 256)
        for (int group = 0; group < 8; group++)
          for (int j = 0; j < 32; j++) {
            int fifth = (from[at + 16 + j] >> group & 1) << 4;
            int q = fourBits(from, at + 48, group, j) | fifth;
            to[out + 32 * group + j] = inGroup(from, at, group, q);
          }
    }
  },
  /// Sixteen groups of 16: `d · scale · q`, q in 0 … 63 less 32, scale a signed byte. Each half of
  /// the block has its low four bits in 64 bytes and its high two in 32.
  Q6_K(14, 256, 210) {
    @Override
    void decode(byte[] from, float[] to) {
      for (int at = 0, out = 0; out < to.length; at += 210, out += 256) {
        float d = half(from, at + 208);
        for (int i = 0; i < 256; i++) {
          int quarter = i / 32 % 4;
          int low = from[at + i / 128 * 64 + quarter % 2 * 32 + i % 32] >> (quarter / 2 * 4) & 15;
          int high = from[at + 128 + i / 128 * 32 + i % 32] >> (2 * quarter) & 3;
          to[out + i] = d * from[at + 192 + i / 16] * ((low | high << 4) - 32);
        }
      }
    }
  };

  private static final ValueLayout.OfFloat FLOAT =
      JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat HOST_FLOAT = JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// ggml's number for it.
  final int number;

  /// Numbers in a block, and the bytes it takes.
  final int block;

  final int bytes;

  Storage(int number, int block, int bytes) {
    this.number = number;
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

  /// Number `j` of a block: the fifth bits in four bytes, then the others.
  private static int fiveBits(byte[] from, int at, int j) {
    int fifth = from[at + j / 8] >> (j % 8) & 1;
    return from[at + 4 + j % 16] >> (j / 16 * 4) & 15 | fifth << 4;
  }

  /// Number `j` of a group: two groups share 32 bytes.
  private static int fourBits(byte[] from, int at, int group, int j) {
    return from[at + group / 2 * 32 + j] >> (group % 2 * 4) & 15;
  }

  /// Twelve bytes behind `d` and `m` hold eight scales and eight minima of six bits: the first four
  /// of each in one byte, the others in half a byte and the two bits that those leave free.
  private static float inGroup(byte[] from, int at, int group, int q) {
    int scale;
    int min;
    if (group < 4) {
      scale = from[at + 4 + group] & 63;
      min = from[at + 8 + group] & 63;
    } else {
      scale = from[at + 8 + group] & 15 | (from[at + group] >> 2 & 0x30);
      min = (from[at + 8 + group] >> 4 & 15) | (from[at + 4 + group] >> 2 & 0x30);
    }
    return half(from, at) * scale * q - half(from, at + 2) * min;
  }
}
