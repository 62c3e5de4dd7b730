package dev.afina.model;

import dev.afina.core.SafeFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Writes a [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) file, version 3: what
/// is known about a model by key, then its tensors. Equal contents give equal bytes.
final class GgufWriter {
  private static final int ALIGNMENT = 32;

  /// GGUF's numbers for types of values.
  private static final int UINT32 = 4;

  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /// @param shape rows first
  private record Tensor(Encoding encoding, List<Long> shape) {
    long bytes() {
      return encoding.storage.bytesFor(shape.stream().reduce(1L, Math::multiplyExact));
    }
  }

  private final Bytes keys = new Bytes();
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private int keyCount;

  GgufWriter whole(String key, long value) {
    key(key, UINT32).uint(value);
    return this;
  }

  GgufWriter real(String key, double value) {
    key(key, FLOAT32).real((float) value);
    return this;
  }

  GgufWriter truth(String key, boolean value) {
    key(key, BOOL).write(value ? 1 : 0);
    return this;
  }

  GgufWriter text(String key, String value) {
    key(key, STRING).text(value);
    return this;
  }

  void texts(String key, List<String> values) {
    array(key, STRING, values.size(), i -> keys.text(values.get(i)));
  }

  void wholes(String key, int[] values) {
    array(key, INT32, values.length, i -> keys.uint(values[i]));
  }

  void reals(String key, float[] values) {
    array(key, FLOAT32, values.length, i -> keys.real(values[i]));
  }

  void truths(String key, List<Boolean> values) {
    array(key, BOOL, values.size(), i -> keys.write(values.get(i) ? 1 : 0));
  }

  /// @param shape rows first
  void tensor(String name, Encoding encoding, List<Long> shape) {
    tensors.put(name, new Tensor(encoding, shape));
  }

  private Bytes key(String key, int type) {
    keyCount++;
    keys.text(key);
    keys.uint(type);
    return keys;
  }

  private void array(String key, int type, int count, IntConsumer element) {
    key(key, ARRAY).uint(type);
    keys.ulong(count);
    IntStream.range(0, count).forEach(element);
  }

  /// Writes the file, whole or not at all.
  ///
  /// @param numbers of a tensor, row by row
  void write(Path file, Function<String, float[]> numbers) {
    byte[] header = header();
    SafeFile.write(
        file,
        out -> {
          out.write(header);
          for (var tensor : tensors.entrySet()) {
            tensor.getValue().encoding().write(numbers.apply(tensor.getKey()), out);
            out.write(new byte[padding(tensor.getValue().bytes())]);
          }
        });
  }

  private byte[] header() {
    Bytes header = new Bytes();
    header.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    header.uint(3);
    header.ulong(tensors.size());
    header.ulong(keyCount);
    header.writeBytes(keys.toByteArray());
    long offset = 0;
    for (var entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      header.text(entry.getKey());
      header.uint(tensor.shape.size());
      for (long size : tensor.shape.reversed()) header.ulong(size);
      header.uint(tensor.encoding.storage.number);
      header.ulong(offset);
      offset += tensor.bytes() + padding(tensor.bytes());
    }
    header.writeBytes(new byte[padding(header.size())]);
    return header.toByteArray();
  }

  private static int padding(long bytes) {
    return (int) (-bytes & (ALIGNMENT - 1));
  }

  /// Little-endian.
  private static final class Bytes extends ByteArrayOutputStream {
    private void put(int bytes, long bits) {
      for (int i = 0; i < bytes; i++) write((int) (bits >>> (8 * i)));
    }

    void uint(long value) {
      put(4, value);
    }

    void ulong(long value) {
      put(8, value);
    }

    void real(float value) {
      put(4, Float.floatToRawIntBits(value));
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ulong(bytes.length);
      writeBytes(bytes);
    }
  }
}
