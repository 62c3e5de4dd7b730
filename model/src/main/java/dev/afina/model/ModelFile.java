package dev.afina.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SequencedSet;

/// The tensors of a model on disk, by the names Hugging Face gives them
/// (`model.layers.0.self_attn.q_proj.weight`), whatever the file calls them. The file is mapped,
/// not copied; a tensor is decoded when it is read.
public interface ModelFile extends AutoCloseable {

  /// All tensors, in the order of the file.
  SequencedSet<String> names();

  /// Rows first, as PyTorch has it: an `out × in` matrix is `[out, in]`.
  ///
  /// @throws IllegalArgumentException if there is no such tensor
  List<Long> shape(String name);

  /// Decodes a tensor to 32-bit floats in native byte order, in the row order of Transformers.
  ///
  /// @param target exactly four bytes for each element
  void read(String name, MemorySegment target);

  /// The same as an array.
  default float[] floats(String name) {
    long numbers = shape(name).stream().reduce(1L, Math::multiplyExact);
    float[] floats = new float[Math.toIntExact(numbers)];
    read(name, MemorySegment.ofArray(floats));
    return floats;
  }

  @Override
  void close();
}
