package dev.afina.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Damages bytes the way files are damaged by chance, by a careless program, and by malice.
final class Mutation {
  private Mutation() {}

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    7,
    255,
    256,
    65_535,
    65_536,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    (1L << 32) - 1,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -2,
    1L << 61,
    1L << 62
  };

  private static final String[] WORDS = {
    "0",
    "-1",
    "1",
    "3",
    "2147483647",
    "-2147483648",
    "9223372036854775807",
    "1e308",
    "1e-300",
    "0.5",
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "\"\"",
    "\"x\"",
    "[[[[[[]]]]]]",
    "1e999999",
    "99999999999999999999999999",
    "\"\\ud800\"",
    "[0,0,0,0,0,0,0,0,0,0]",
    ",",
    "}",
    "]",
    "\"",
    ":"
  };

  /// One to four changes, mostly one.
  static byte[] of(byte[] good, RandomGenerator random) {
    byte[] bytes = good.clone();
    int times = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) bytes = once(bytes, random);
    return bytes;
  }

  private static byte[] once(byte[] bytes, RandomGenerator random) {
    if (bytes.length < 16) return bytes;
    // Most of a file's meaning stands at its beginning.
    int bound = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 512);
    int at = random.nextInt(bound);
    return switch (random.nextInt(8)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      case 2 -> number(bytes, at, random, 4);
      case 3 -> number(bytes, at, random, 8);
      case 4 -> Arrays.copyOf(bytes, at);
      case 5 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(64));
        yield joined(bytes, at, at, Arrays.copyOfRange(bytes, from, from + length));
      }
      case 6 -> joined(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), new byte[0]);
      default -> word(bytes, at, random);
    };
  }

  private static byte[] number(byte[] bytes, int at, RandomGenerator random, int width) {
    if (at + width > bytes.length) return bytes;
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (width == 4) buffer.putInt(at, (int) number);
    else buffer.putLong(at, number);
    return bytes;
  }

  /// Another value in the place of one, where the text looks like JSON.
  private static byte[] word(byte[] bytes, int at, RandomGenerator random) {
    int from = at;
    while (from < bytes.length && ":,[".indexOf(bytes[from]) < 0) from++;
    int to = Math.min(bytes.length, from + 1);
    while (to < bytes.length && to < from + 40 && ",]}".indexOf(bytes[to]) < 0) to++;
    String word = WORDS[random.nextInt(WORDS.length)];
    return joined(
        bytes, Math.min(from + 1, bytes.length), to, word.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
    int end = Math.max(from, to);
    byte[] joined = Arrays.copyOf(bytes, from + between.length + bytes.length - end);
    System.arraycopy(between, 0, joined, from, between.length);
    System.arraycopy(bytes, end, joined, from + between.length, bytes.length - end);
    return joined;
  }
}
