package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads the header of a [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) file,
/// version 2 or 3, little endian. Nothing in it is believed: every count, length and offset is
/// checked before it is used.
final class GgufReader {

  /// More than any real vocabulary; keeps a hostile count from filling the memory.
  private static final long MOST_ELEMENTS = 1 << 22;

  private static final long MOST_ENTRIES = 1 << 16;
  private static final int MOST_DIMENSIONS = 4;

  private static final long LONGEST_TEXT = 1 << 26;

  private static final ValueLayout.OfShort SHORT = little(JAVA_SHORT_UNALIGNED);
  private static final ValueLayout.OfInt INT = little(JAVA_INT_UNALIGNED);
  private static final ValueLayout.OfLong LONG = little(JAVA_LONG_UNALIGNED);
  static final ValueLayout.OfFloat FLOAT = little(JAVA_FLOAT_UNALIGNED);
  private static final ValueLayout.OfDouble DOUBLE = little(JAVA_DOUBLE_UNALIGNED);

  private final MappedFile file;
  private final MemorySegment bytes;
  private long at;

  private GgufReader(MappedFile file) {
    this.file = file;
    this.bytes = file.bytes();
  }

  /// @param dimensions as the file has them: columns first
  /// @param data the tensor's bytes
  record Tensor(Storage storage, List<Long> dimensions, MemorySegment data) {}

  record Header(SequencedMap<String, GgufValue> metadata, SequencedMap<String, Tensor> tensors) {}

  static Header read(MappedFile file) {
    return new GgufReader(file).header();
  }

  private Header header() {
    if (file.size() < 24 || !"GGUF".equals(ascii(4))) throw file.damaged("magic", "?", "GGUF");
    long version = uint("version");
    if (version != 2 && version != 3) throw file.damaged("version", version, "2 | 3");
    long tensorCount = count("tensor_count", MOST_ENTRIES);
    long valueCount = count("metadata_kv_count", MOST_ENTRIES);
    SequencedMap<String, GgufValue> metadata = new LinkedHashMap<>();
    for (long i = 0; i < valueCount; i++) {
      String key = text("metadata[" + i + "]");
      if (metadata.put(key, value(key, uint(key))) != null) throw file.damaged(key, "× 2", "× 1");
    }
    return new Header(metadata, tensors(tensorCount, alignment(metadata)));
  }

  private long alignment(SequencedMap<String, GgufValue> metadata) {
    GgufValue value = metadata.getOrDefault("general.alignment", new GgufValue.Whole(32));
    if (value instanceof GgufValue.Whole(long a) && a >= 8 && a <= 1 << 20 && Long.bitCount(a) == 1)
      return a;
    throw file.damaged("general.alignment", value, "2ⁿ, 8 … 1048576");
  }

  /// What the file says about one tensor, before its place in the data is known.
  private record Entry(String name, Storage storage, List<Long> dimensions, long offset) {}

  private SequencedMap<String, Tensor> tensors(long count, long alignment) {
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) entries.add(entry("tensor[" + i + "]", alignment));
    long start = Math.ceilDiv(at, alignment) * alignment;
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Tensor tensor = new Tensor(entry.storage, entry.dimensions, data(entry, start));
      if (tensors.put(entry.name, tensor) != null) throw file.damaged(entry.name, "× 2", "× 1");
    }
    return tensors;
  }

  private Entry entry(String place, long alignment) {
    String name = text(place);
    long dimensions = uint(name + ".n_dimensions");
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS)
      throw file.damaged(name + ".n_dimensions", dimensions, "1 … " + MOST_DIMENSIONS);
    List<Long> sizes = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      long size = ulong(name + ".dimensions");
      if (size < 1 || size > Integer.MAX_VALUE)
        throw file.damaged(name + ".dimensions", Long.toUnsignedString(size), "1 … 2³¹ − 1");
      sizes.add(size);
    }
    Storage storage = storage(name, uint(name + ".type"));
    if (sizes.getFirst() % storage.block != 0)
      throw file.damaged(name + ".dimensions", sizes.getFirst(), storage.block + " · n");
    long offset = ulong(name + ".offset");
    if (offset < 0 || offset % alignment != 0)
      throw file.damaged(name + ".offset", Long.toUnsignedString(offset), alignment + " · n");
    return new Entry(name, storage, List.copyOf(sizes), offset);
  }

  private MemorySegment data(Entry entry, long start) {
    try {
      long numbers = entry.dimensions.stream().reduce(1L, Math::multiplyExact);
      long size = entry.storage.bytesFor(numbers);
      long from = Math.addExact(start, entry.offset);
      if (Math.addExact(from, size) <= file.size()) return bytes.asSlice(from, size);
    } catch (ArithmeticException tooLarge) {
      // Said below: it does not fit the file.
    }
    throw file.damaged(
        entry.name + ".offset", entry.offset + " " + entry.dimensions, "≤ " + file.size());
  }

  /// The storage by ggml's number for it.
  private Storage storage(String tensor, long type) {
    return Arrays.stream(Storage.values())
        .filter(storage -> storage.number == type)
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                new ModelProblem.UnsupportedStorage(
                    file.path(), tensor, otherStorage((int) type), Storage.names())));
  }

  private static String otherStorage(int type) {
    return switch (type) {
      case 10 -> "Q2_K";
      case 11 -> "Q3_K";
      case 15 -> "Q8_K";
      case 20 -> "IQ4_NL";
      case 23 -> "IQ4_XS";
      default -> "ggml " + Integer.toUnsignedString(type);
    };
  }

  private GgufValue value(String key, long type) {
    return switch ((int) type) {
      case 8 -> new GgufValue.Text(text(key));
      case 9 -> many(key, uint(key), count(key, MOST_ELEMENTS));
      case 6, 12 -> new GgufValue.Real(number(key, type));
      case 7 -> new GgufValue.Truth(number(key, type) != 0);
      // A double would lose the last digits of a long.
      case 10, 11 -> new GgufValue.Whole(ulong(key));
      default -> new GgufValue.Whole((long) number(key, type));
    };
  }

  private GgufValue many(String key, long type, long count) {
    if (type == 8) {
      if (count > left() / 8) throw file.damaged(key, count, "≤ " + left() / 8);
      long[] places = new long[(int) count + 1];
      String field = key + ".length";
      for (int i = 0; i < count; i++) places[i] = take(key, length(field));
      places[(int) count] = at + Long.BYTES;
      return new GgufValue.Texts(new GgufTexts(file, key, places));
    }
    // The smallest number takes a byte; an array of arrays ends in `number`, which knows no such
    // type.
    if (count > left()) throw file.damaged(key, count, "≤ " + left());
    double[] numbers = new double[(int) count];
    for (int i = 0; i < numbers.length; i++) numbers[i] = number(key, type);
    return new GgufValue.Numbers(numbers);
  }

  /// One number of the given type (GGUF's numbers for types).
  private double number(String key, long type) {
    return switch ((int) type) {
      case 0, 7 -> bytes.get(JAVA_BYTE, take(key, 1)) & 0xFF;
      case 1 -> bytes.get(JAVA_BYTE, take(key, 1));
      case 2 -> bytes.get(SHORT, take(key, 2)) & 0xFFFF;
      case 3 -> bytes.get(SHORT, take(key, 2));
      case 4 -> uint(key);
      case 5 -> bytes.get(INT, take(key, 4));
      case 6 -> bytes.get(FLOAT, take(key, 4));
      case 10, 11 -> ulong(key);
      case 12 -> bytes.get(DOUBLE, take(key, 8));
      default -> throw file.damaged(key + ".type", type, "0 … 8, 10 … 12");
    };
  }

  private String text(String place) {
    int length = length(place + ".length");
    return GgufTexts.decoded(file, place, take(place, length), length);
  }

  /// The length of a text that begins behind it.
  private int length(String field) {
    long length = ulong(field);
    long most = Math.min(left(), LONGEST_TEXT);
    if (length < 0 || length > most)
      throw file.damaged(field, Long.toUnsignedString(length), "≤ " + most);
    return (int) length;
  }

  private String ascii(int length) {
    byte[] text = bytes.asSlice(take("magic", length), length).toArray(JAVA_BYTE);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private long count(String field, long most) {
    long count = ulong(field);
    if (count < 0 || count > most)
      throw file.damaged(field, Long.toUnsignedString(count), "≤ " + most);
    return count;
  }

  private long uint(String field) {
    return Integer.toUnsignedLong(bytes.get(INT, take(field, 4)));
  }

  /// A whole number of 64 bits; those above the largest `long` come out negative.
  private long ulong(String field) {
    return bytes.get(LONG, take(field, 8));
  }

  private long left() {
    return file.size() - at;
  }

  /// Moves on by `size` bytes and says where they begin.
  private long take(String field, long size) {
    if (size > left()) throw file.damaged(field, at + " + " + size, "≤ " + file.size());
    long from = at;
    at += size;
    return from;
  }

  @SuppressWarnings("unchecked")
  private static <T extends ValueLayout> T little(T layout) {
    return (T) layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }
}
