package dev.afina.model;

import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A `pytorch_model.bin`, as `torch.save` writes it: a zip archive since PyTorch 1.6, several
/// pickles and the numbers behind them before. Tensors only; see [Pickle].
final class TorchFile implements ModelFile {

  /// What `torch.save` begins its older form with.
  private static final Pickle.Value MAGIC =
      new Pickle.Whole(new BigInteger("1950a86a20f9469cfc6c", 16));

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final List<String> STORAGES =
      List.of("FloatStorage", "HalfStorage", "BFloat16Storage");

  private final MappedFile file;
  private final SequencedMap<String, Pickle.Tensor> tensors = new LinkedHashMap<>();

  /// The numbers by the keys that tensors name them with.
  private final Map<String, MemorySegment> numbers = new HashMap<>();

  private TorchFile(MappedFile file) {
    this.file = file;
    if (ZipDirectory.isOne(file)) readZip();
    else readOlder();
    tensors.forEach(this::check);
  }

  /// @throws Refused with a [ModelProblem] if the file is damaged, or holds more than tensors
  static TorchFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      return new TorchFile(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void readZip() {
    Map<String, MemorySegment> files = new ZipDirectory(file).files();
    String pickle =
        files.keySet().stream()
            .filter(name -> name.matches("[^/]+/data\\.pkl"))
            .findFirst()
            .orElseThrow(() -> file.damaged("zip", "–", "data.pkl"));
    String root = pickle.substring(0, pickle.indexOf('/') + 1);
    MemorySegment order = files.get(root + "byteorder");
    if (order != null && order.byteSize() < 100 && !ascii(order).equals("little"))
      throw file.damaged("byteorder", ascii(order), "little");
    MemorySegment program = files.get(pickle);
    long from = program.address() - file.bytes().address();
    readTable(new Pickle(file, from, from + program.byteSize()).read());
    for (Pickle.Tensor tensor : tensors.values()) {
      MemorySegment data = files.get(root + "data/" + tensor.stored().key());
      if (data != null) numbers.put(tensor.stored().key(), data);
    }
  }

  /// Magic number, version, sizes, the table, the keys in the order in which their numbers follow.
  private void readOlder() {
    Pickle magic = new Pickle(file, 0, file.size());
    if (!magic.read().equals(MAGIC)) throw file.damaged("magic", "?", "torch.save");
    Pickle version = new Pickle(file, magic.end(), file.size());
    if (!version.read().equals(new Pickle.Whole(BigInteger.valueOf(1001))))
      throw file.damaged("protocol_version", "?", "1001");
    Pickle sizes = new Pickle(file, version.end(), file.size());
    if (!(sizes.read() instanceof Pickle.Table(Map<String, Pickle.Value> system))
        || system.get("little_endian") != Pickle.Constant.TRUE)
      throw file.damaged("little_endian", "?", "true");
    Pickle table = new Pickle(file, sizes.end(), file.size());
    readTable(table.read());
    Pickle keys = new Pickle(file, table.end(), file.size());
    if (!(keys.read() instanceof Pickle.Many(List<Pickle.Value> inOrder)))
      throw file.damaged("keys", "?", "[…]");
    Map<String, Pickle.Stored> known = new HashMap<>();
    tensors.values().forEach(tensor -> known.put(tensor.stored().key(), tensor.stored()));
    long at = keys.end();
    for (Pickle.Value value : inOrder) {
      if (!(value instanceof Pickle.Text(String key)) || !known.containsKey(key))
        throw file.damaged("keys", "?", "storage");
      if (file.size() - at < 8) throw file.damaged(key, at, "≤ " + file.size());
      long count = file.bytes().get(LONG, at);
      at += 8;
      long width = width(known.get(key));
      if (count < 0 || count > (file.size() - at) / width)
        throw file.damaged(key, count, "≤ " + (file.size() - at) / width);
      numbers.put(key, file.bytes().asSlice(at, count * width));
      at += count * width;
    }
  }

  private void readTable(Pickle.Value value) {
    if (!(value instanceof Pickle.Table(Map<String, Pickle.Value> entries)))
      throw new Refused(new ModelProblem.NotOnlyTensors(file.path(), "–"));
    entries.forEach((name, entry) -> {
      if (!(entry instanceof Pickle.Tensor tensor))
        throw new Refused(new ModelProblem.NotOnlyTensors(file.path(), name));
      tensors.put(name, tensor);
    });
  }

  /// A tensor must be a whole, untwisted piece of its numbers.
  private void check(String name, Pickle.Tensor tensor) {
    MemorySegment stored = numbers.get(tensor.stored().key());
    if (stored == null) throw file.damaged(name, tensor.stored().key(), "data");
    if (tensor.strides().size() != tensor.shape().size())
      throw file.damaged(name + ".stride", tensor.strides(), tensor.shape().toString());
    try {
      long step = 1;
      for (int d = tensor.shape().size() - 1; d >= 0; d--) {
        long size = tensor.shape().get(d);
        if (size > Integer.MAX_VALUE / 4)
          throw file.damaged(name + ".shape", tensor.shape(), "< 2²⁹");
        if (size != 1 && tensor.strides().get(d) != step)
          throw file.damaged(name + ".stride", tensor.strides(), String.valueOf(step));
        step = Math.multiplyExact(step, size);
      }
      long end = Math.multiplyExact(Math.addExact(tensor.offset(), step), width(tensor.stored()));
      if (end <= stored.byteSize()) return;
    } catch (ArithmeticException tooLarge) {
      // Said below: it does not fit.
    }
    throw file.damaged(name + ".shape", tensor.shape(), "≤ " + stored.byteSize());
  }

  private int width(Pickle.Stored stored) {
    return switch (stored.kind()) {
      case "BoolStorage", "ByteStorage", "CharStorage" -> 1;
      case "HalfStorage", "BFloat16Storage", "ShortStorage" -> 2;
      case "FloatStorage", "IntStorage" -> 4;
      case "DoubleStorage", "LongStorage" -> 8;
      default -> throw unsupported("–", stored);
    };
  }

  private @Nullable Storage storage(Pickle.Stored stored) {
    return switch (stored.kind()) {
      case "FloatStorage" -> Storage.F32;
      case "HalfStorage" -> Storage.F16;
      case "BFloat16Storage" -> Storage.BF16;
      default -> null;
    };
  }

  private Refused unsupported(String tensor, Pickle.Stored stored) {
    return new Refused(
        new ModelProblem.UnsupportedStorage(file.path(), tensor, stored.kind(), STORAGES));
  }

  @Override
  public SequencedSet<String> names() {
    return tensors.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    return tensor(name).shape();
  }

  @Override
  public void read(String name, MemorySegment target) {
    Pickle.Tensor tensor = tensor(name);
    Storage storage = storage(tensor.stored());
    if (storage == null) throw unsupported(name, tensor.stored());
    long count = tensor.shape().stream().reduce(1L, Math::multiplyExact);
    Storage.checkTarget(name, count, target);
    if (count == 0) return;
    long columns = tensor.shape().isEmpty() ? 1 : tensor.shape().getLast();
    MemorySegment stored =
        numbers
            .get(tensor.stored().key())
            .asSlice(tensor.offset() * storage.bytes, count * storage.bytes);
    storage.read(stored, count / columns, columns, Storage.RowOrder.SAME, target);
  }

  private Pickle.Tensor tensor(String name) {
    Pickle.Tensor tensor = tensors.get(name);
    if (tensor == null)
      throw new IllegalArgumentException("no tensor " + name + " in " + file.path());
    return tensor;
  }

  private static String ascii(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() {
    file.close();
  }
}
