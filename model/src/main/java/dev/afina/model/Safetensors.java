package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/// The [safetensors](https://github.com/huggingface/safetensors#format) format.
public final class Safetensors {
  private Safetensors() {}

  private static final int SLICE = 1 << 20;

  /// 32-bit floats in native byte order, in memory of any kind; as many as the shape says.
  public record Floats(List<Long> shape, MemorySegment values) {
    public Floats {
      shape = List.copyOf(shape);
      long numbers = shape.stream().reduce(1L, Math::multiplyExact);
      if (values.byteSize() != 4 * numbers)
        throw new IllegalArgumentException(
            shape + " does not hold " + values.byteSize() + " bytes");
    }

    public static Floats of(List<Long> shape, float... values) {
      return new Floats(shape, MemorySegment.ofArray(values));
    }
  }

  /// Opens one file; the names are the file's own.
  ///
  /// @throws Refused with a [ModelProblem] if the file is damaged
  public static ModelFile open(Path file) {
    return SafetensorsFile.open(file);
  }

  /// Writes the tensors in the order given, whole or not at all; equal tensors give equal bytes.
  ///
  /// @throws Refused with a [dev.afina.core.FileProblem] if the disk is full or the place cannot be
  ///   written
  public static void write(Path file, SequencedMap<String, Floats> tensors) {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape));
    SequencedMap<String, MemorySegment> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.values));
    write(file, shapes, name -> Objects.requireNonNull(values.get(name)));
  }

  /// The same for tensors that are made one by one, each when it is written.
  ///
  /// @param values 32-bit floats in native byte order, as many as the tensor's shape says
  static void write(
      Path file, SequencedMap<String, List<Long>> shapes, Function<String, MemorySegment> values) {
    byte[] header = header(shapes);
    SafeFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (String name : shapes.sequencedKeySet()) copy(values.apply(name), out);
        });
  }

  private static byte[] header(SequencedMap<String, List<Long>> shapes) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long from = 0;
    for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
      long to = from + 4 * tensor.getValue().stream().reduce(1L, Math::multiplyExact);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", tensor.getValue());
      entry.put("data_offsets", List.of(from, to));
      header.put(tensor.getKey(), entry);
      from = to;
    }
    String json = Json.line(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    // Spaces up to a multiple of eight keep the numbers aligned for whoever maps the file.
    return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  /// The format is little endian, as are all processors that libtorch is built for.
  private static void copy(MemorySegment values, OutputStream out) throws IOException {
    byte[] slice = new byte[(int) Math.min(SLICE, values.byteSize())];
    for (long at = 0; at < values.byteSize(); at += slice.length) {
      int n = (int) Math.min(slice.length, values.byteSize() - at);
      MemorySegment.copy(values, ValueLayout.JAVA_BYTE, at, slice, 0, n);
      out.write(slice, 0, n);
    }
  }
}
