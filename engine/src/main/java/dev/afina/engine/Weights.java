package dev.afina.engine;

import dev.afina.model.ModelFile;
import dev.afina.training.Numerics.Dtype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A model's tensors by their Hugging Face names, in the type they are computed in.
final class Weights implements AutoCloseable {
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();

  private Weights() {}

  /// Decodes every tensor of the file once; the file may be closed afterwards.
  static Weights read(ModelFile file, Dtype dtype) {
    return read(file, scalarType(dtype));
  }

  /// The same in any type that libtorch computes in.
  static Weights read(ModelFile file, ScalarType type) {
    Weights weights = new Weights();
    List<String> names = List.copyOf(file.names());
    List<Tensor> read = names.parallelStream().map(name -> read(file, name, type)).toList();
    for (int i = 0; i < names.size(); i++) weights.tensors.put(names.get(i), read.get(i));
    return weights;
  }

  private static Tensor read(ModelFile file, String name, ScalarType type) {
    Tensor kept = Kept.outliving(() -> empty(file.shape(name), type));
    try (PointerScope _ = new PointerScope()) {
      Tensor decoded = empty(file.shape(name), ScalarType.Float);
      file.read(name, memory(decoded));
      kept.copy_(decoded);
    }
    return kept;
  }

  @Nullable Tensor find(String name) {
    return tensors.get(name);
  }

  /// @throws IllegalArgumentException if the model has no such tensor
  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) throw new IllegalArgumentException("the model has no tensor " + name);
    return tensor;
  }

  /// The shape of each tensor, in the order of the file.
  SequencedMap<String, List<Long>> shapes() {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> shapes.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
    return shapes;
  }

  /// The type of what learns beside or in these weights.
  ScalarType wide() {
    return wide(tensors.firstEntry().getValue());
  }

  static ScalarType scalarType(Dtype dtype) {
    return switch (dtype) {
      case F32 -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
    };
  }

  /// The type in which sums over such numbers are kept: 32 bits at least.
  static ScalarType wide(Tensor numbers) {
    return numbers.scalar_type().intern() == ScalarType.Double
        ? ScalarType.Double
        : ScalarType.Float;
  }

  static Tensor of(double[] numbers) {
    Tensor made = empty(List.of((long) numbers.length), ScalarType.Double);
    MemorySegment.copy(numbers, 0, memory(made), ValueLayout.JAVA_DOUBLE, 0, numbers.length);
    return made;
  }

  /// The numbers of a contiguous tensor of 64-bit ones.
  static double[] numbers(Tensor doubles) {
    return memory(doubles).toArray(ValueLayout.JAVA_DOUBLE);
  }

  static Tensor empty(List<Long> shape, ScalarType type) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return torch.empty(sizes, new TensorOptions(type), new MemoryFormatOptional());
  }

  /// The bytes of a contiguous tensor; valid as long as the tensor lives.
  static MemorySegment memory(Tensor tensor) {
    if (!tensor.is_contiguous())
      throw new IllegalArgumentException("only a contiguous tensor has one piece of memory");
    return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
