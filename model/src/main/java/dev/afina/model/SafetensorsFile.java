package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One file of tensors in [safetensors](https://github.com/huggingface/safetensors#format) form:
/// the header's length (8 bytes), the header (JSON), the data.
final class SafetensorsFile implements ModelFile {

  /// The format's own limit.
  private static final long LONGEST_HEADER = 100_000_000;

  private static final int MOST_DIMENSIONS = 8;

  private static final List<String> STORAGES = List.of("F32", "F16", "BF16");

  private final MappedFile file;
  private final SequencedMap<String, Entry> tensors = new LinkedHashMap<>();

  private record Entry(Storage storage, List<Long> shape, long from, long to) {}

  private SafetensorsFile(MappedFile file) {
    this.file = file;
    if (file.size() < 8) throw file.damaged("header", file.size(), "≥ 8");
    ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    long length = file.bytes().get(layout, 0);
    long most = Math.min(LONGEST_HEADER, file.size() - 8);
    if (length < 2 || length > most)
      throw file.damaged("header", Long.toUnsignedString(length), "2 … " + most);
    JsonNode header = header(length);
    long start = 8 + length;
    for (Map.Entry<String, JsonNode> tensor : header.properties())
      if (!tensor.getKey().equals("__metadata__"))
        tensors.put(tensor.getKey(), entry(tensor.getKey(), tensor.getValue(), start));
    checkNoOverlap();
  }

  /// @throws Refused with a [ModelProblem] if the file is damaged
  static SafetensorsFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      return new SafetensorsFile(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public SequencedSet<String> names() {
    return tensors.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    return tensor(name).shape;
  }

  @Override
  public void read(String name, MemorySegment target) {
    Entry entry = tensor(name);
    long numbers = entry.shape.stream().reduce(1L, Math::multiplyExact);
    Storage.checkTarget(name, numbers, target);
    if (numbers == 0) return;
    long columns = entry.shape.isEmpty() ? 1 : entry.shape.getLast();
    MemorySegment stored = file.bytes().asSlice(entry.from, entry.to - entry.from);
    entry.storage.read(stored, numbers / columns, columns, Storage.RowOrder.SAME, target);
  }

  @Override
  public @Nullable StoredRows stored(String name) {
    Entry entry = tensor(name);
    if (entry.shape.size() != 2) return null;
    return new StoredRows(
        entry.storage,
        entry.shape.getFirst(),
        Math.toIntExact(entry.shape.getLast()),
        file.bytes().asSlice(entry.from, entry.to - entry.from),
        Storage.RowOrder.SAME);
  }

  @Override
  public void close() {
    file.close();
  }

  private Entry tensor(String name) {
    Entry entry = tensors.get(name);
    if (entry == null)
      throw new IllegalArgumentException("no tensor " + name + " in " + file.path());
    return entry;
  }

  private JsonNode header(long length) {
    byte[] bytes = file.bytes().asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode header = Json.tree(text);
      if (header.isObject()) return header;
      throw file.damaged("header", header.getNodeType(), "{…}");
    } catch (CharacterCodingException e) {
      throw file.damaged("header", "?", "UTF-8");
    } catch (JacksonException e) {
      throw file.damaged("header", Json.reason(e), "JSON");
    }
  }

  private Entry entry(String name, JsonNode json, long start) {
    Storage storage = storage(name, json.path("dtype").asString(""));
    List<Long> shape = numbers(name + ".shape", json.path("shape"), MOST_DIMENSIONS);
    List<Long> offsets = numbers(name + ".data_offsets", json.path("data_offsets"), 2);
    if (offsets.size() != 2) throw file.damaged(name + ".data_offsets", offsets, "[a, b]");
    long from = offsets.getFirst();
    long to = offsets.getLast();
    long size = file.size() - start;
    if (from > to || to > size) throw file.damaged(name + ".data_offsets", offsets, "≤ " + size);
    long needed = -1;
    try {
      needed = storage.bytesFor(shape.stream().reduce(1L, Math::multiplyExact));
    } catch (ArithmeticException tooLarge) {
      // Said below: no range of the file has so many bytes.
    }
    if (needed != to - from || (!shape.isEmpty() && shape.getLast() > Integer.MAX_VALUE / 4))
      throw file.damaged(name + ".shape", shape, (to - from) + " / " + storage.bytes);
    return new Entry(storage, shape, start + from, start + to);
  }

  private Storage storage(String tensor, String dtype) {
    return switch (dtype) {
      case "F32" -> Storage.F32;
      case "F16" -> Storage.F16;
      case "BF16" -> Storage.BF16;
      default ->
          throw new Refused(
              new ModelProblem.UnsupportedStorage(file.path(), tensor, dtype, STORAGES));
    };
  }

  private List<Long> numbers(String field, JsonNode array, int most) {
    if (!array.isArray() || array.size() > most)
      throw file.damaged(field, array.getNodeType(), "[0 … " + most + "]");
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : array) {
      if (!number.canConvertToLong() || !number.isIntegralNumber() || number.longValue() < 0)
        throw file.damaged(field, number, "≥ 0");
      numbers.add(number.longValue());
    }
    return List.copyOf(numbers);
  }

  private void checkNoOverlap() {
    long end = 0;
    List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(Comparator.comparingLong(tensor -> tensor.getValue().from));
    for (Map.Entry<String, Entry> tensor : inOrder) {
      if (tensor.getValue().from < end)
        throw file.damaged(tensor.getKey() + ".data_offsets", tensor.getValue().from, "≥ " + end);
      end = tensor.getValue().to;
    }
  }
}
