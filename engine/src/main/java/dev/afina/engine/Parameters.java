package dev.afina.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Everything that learns: one long vector of 32-bit numbers (in tests 64-bit ones) with a name for
/// each part. One vector, so that an optimizer step is a few operations and not a few for each of
/// hundreds of matrices.
final class Parameters implements AutoCloseable {

  /// A named part of the vector.
  ///
  /// @param layout its sizes; two or more make a matrix, on which weight decay works
  record Part(String name, List<Long> layout, long offset) {
    long size() {
      return layout.stream().reduce(1L, Math::multiplyExact);
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final Tensor values;
  private final long matrices;

  /// All numbers start at zero. Matrices come first in the vector, in the order given.
  ///
  /// @param type 32 bits at least
  Parameters(SequencedMap<String, List<Long>> shapes, ScalarType type) {
    long matrixEnd = layOut(shapes, true, 0);
    values = vector(layOut(shapes, false, matrixEnd), type);
    matrices = matrixEnd;
  }

  private long layOut(SequencedMap<String, List<Long>> shapes, boolean matrix, long from) {
    long offset = from;
    for (var entry : shapes.entrySet()) {
      if (entry.getValue().size() >= 2 != matrix) continue;
      Part part = new Part(entry.getKey(), List.copyOf(entry.getValue()), offset);
      parts.add(part);
      offset += part.size();
    }
    return offset;
  }

  List<Part> parts() {
    return parts;
  }

  /// The whole vector.
  Tensor values() {
    return values;
  }

  /// How many numbers at its beginning belong to matrices.
  long matrices() {
    return matrices;
  }

  /// A part of a vector laid out like this one, in its shape.
  Tensor part(Tensor vector, Part part) {
    long[] sizes = part.layout().stream().mapToLong(Long::longValue).toArray();
    return vector.narrow(0, part.offset(), part.size()).view(sizes);
  }

  /// A zero vector of this one's length that outlives any scope.
  Tensor vector() {
    return vector(values.numel(), values.scalar_type());
  }

  private static Tensor vector(long size, ScalarType type) {
    return Kept.outliving(() -> torch.zeros(new long[] {size}, new TensorOptions(type)));
  }

  /// The same numbers, to be differentiated: each thread has its own, because gradients of
  /// different threads must not meet.
  Leaves leaves() {
    Tensor gradient = vector();
    SequencedMap<String, Tensor> leaves = new LinkedHashMap<>();
    for (Part part : parts) {
      Tensor leaf = Kept.outliving(() -> part(values, part).detach().requires_grad_(true));
      try (PointerScope _ = new PointerScope()) {
        // Where a gradient is there already, libtorch adds to it in place.
        leaf.mutable_grad().put(part(gradient, part));
      }
      leaves.put(part.name(), leaf);
    }
    return new Leaves(leaves, gradient);
  }

  /// @param tensors leaves of the graph that share the vector's memory
  /// @param gradient one vector that collects the gradients of all of them
  record Leaves(SequencedMap<String, Tensor> tensors, Tensor gradient) implements AutoCloseable {

    /// @throws IllegalArgumentException if nothing of this name learns
    Tensor get(String name) {
      Tensor leaf = tensors.get(name);
      if (leaf == null) throw new IllegalArgumentException("nothing called " + name + " learns");
      return leaf;
    }

    @Override
    public void close() {
      tensors.values().forEach(Tensor::close);
      gradient.close();
    }
  }

  @Override
  public void close() {
    values.close();
  }
}
