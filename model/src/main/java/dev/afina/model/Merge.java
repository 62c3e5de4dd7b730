package dev.afina.model;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Puts what an adapter learned into the weights of its base: `W + scale · B A`, in 32 bits. One
/// tensor is in memory at a time.
final class Merge {
  private Merge() {}

  static void write(Base base, PeftAdapter adapter, Path target) {
    Set<String> adapted = new HashSet<>(adapter.check(base.architecture()));
    boolean turned = base.architecture().names().turned();
    try (ModelFile weights = base.weights();
        ModelFile learned = adapter.weights()) {
      SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
      for (String name : weights.names()) shapes.put(name, weights.shape(name));
      Safetensors.write(
          target,
          shapes,
          name -> {
            float[] weight = floats(weights, name);
            String layer = name.replaceFirst("\\.weight$", "");
            if (adapted.contains(layer)) {
              float[] a = floats(learned, PeftAdapter.nameOfA(layer));
              float[] b = floats(learned, PeftAdapter.nameOfB(layer));
              add(weight, a, b, adapter.rank(), (float) adapter.scale(), turned);
            }
            return MemorySegment.ofArray(weight);
          });
    }
  }

  /// @param weight `(out, in)`, or `(in, out)` if turned
  /// @param a `(rank, in)`
  /// @param b `(out, rank)`
  static void add(float[] weight, float[] a, float[] b, int rank, float scale, boolean turned) {
    int in = a.length / rank;
    int out = b.length / rank;
    if (turned)
      IntStream.range(0, in)
          .parallel()
          .forEach(i -> {
            for (int o = 0; o < out; o++) {
              float sum = 0;
              for (int r = 0; r < rank; r++) sum += b[o * rank + r] * a[r * in + i];
              weight[i * out + o] += scale * sum;
            }
          });
    else
      IntStream.range(0, out)
          .parallel()
          .forEach(o -> {
            float[] sum = new float[in];
            for (int r = 0; r < rank; r++) {
              float share = b[o * rank + r];
              for (int i = 0; i < in; i++) sum[i] += share * a[r * in + i];
            }
            for (int i = 0; i < in; i++) weight[o * in + i] += scale * sum[i];
          });
  }

  private static float[] floats(ModelFile file, String name) {
    long numbers = file.shape(name).stream().reduce(1L, Math::multiplyExact);
    float[] floats = new float[Math.toIntExact(numbers)];
    file.read(name, MemorySegment.ofArray(floats));
    return floats;
  }
}
