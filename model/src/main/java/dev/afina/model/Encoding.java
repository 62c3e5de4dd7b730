package dev.afina.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How numbers become bytes in the forms that Afina writes; [Storage] is the way back.
public enum Encoding {
  F32(Storage.F32) {
    @Override
    void encode(float[] numbers, int at, ByteBuffer to) {
      for (int i = at; i < at + GROUP && i < numbers.length; i++) to.putFloat(numbers[i]);
    }
  },
  F16(Storage.F16) {
    @Override
    void encode(float[] numbers, int at, ByteBuffer to) {
      for (int i = at; i < at + GROUP && i < numbers.length; i++)
        to.putShort(Float.floatToFloat16(numbers[i]));
    }
  },
  /// As ggml does it: the largest of 32 numbers becomes ±127.
  Q8_0(Storage.Q8_0) {
    @Override
    void encode(float[] numbers, int at, ByteBuffer to) {
      float largest = 0;
      for (int i = at; i < at + GROUP; i++) largest = Math.max(largest, Math.abs(numbers[i]));
      float d = largest / 127;
      float inverse = d == 0 ? 0 : 1 / d;
      to.putShort(Float.floatToFloat16(d));
      for (int i = at; i < at + GROUP; i++) to.put(rounded(numbers[i] * inverse));
    }
  };

  /// Numbers that are encoded at a time: a block of `Q8_0`.
  private static final int GROUP = 32;

  private static final int BUFFER = 1 << 16;

  final Storage storage;

  Encoding(Storage storage) {
    this.storage = storage;
  }

  /// The next group, or what is left of it.
  abstract void encode(float[] numbers, int at, ByteBuffer to);

  /// @param numbers whole blocks of the storage
  void write(float[] numbers, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < numbers.length; at += GROUP) {
      encode(numbers, at, bytes);
      if (bytes.remaining() < 4 * GROUP || at + GROUP >= numbers.length) {
        out.write(bytes.array(), 0, bytes.position());
        bytes.clear();
      }
    }
  }

  /// Halves go away from zero.
  private static byte rounded(float number) {
    return (byte) (number < 0 ? number - 0.5f : number + 0.5f);
  }
}
