package dev.afina.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// The weights of a base with what an adapter learned: `W + scale · B A`, in 32 bits. One tensor is
/// in memory at a time.
///
/// @param adapted the layers that carry the adapter
record Merged(ModelFile base, ModelFile learned, PeftAdapter adapter, Set<String> adapted, boolean turned)
    implements ModelFile {

  /// @throws dev.afina.core.Refused if the adapter does not fit the base
  static Merged open(Base base, PeftAdapter adapter) {
    Set<String> adapted = Set.copyOf(adapter.check(base.architecture()));
    boolean turned = base.architecture().names().turned();
    return new Merged(base.weights(), adapter.weights(), adapter, adapted, turned);
  }

  @Override
  public SequencedSet<String> names() {
    return base.names();
  }

  @Override
  public List<Long> shape(String name) {
    return base.shape(name);
  }

  @Override
  public void read(String name, MemorySegment target) {
    String layer = name.replaceFirst("\\.weight$", "");
    if (!adapted.contains(layer)) {
      base.read(name, target);
      return;
    }
    float[] weight = base.floats(name);
    float[] a = learned.floats(PeftAdapter.nameOfA(layer));
    float[] b = learned.floats(PeftAdapter.nameOfB(layer));
    add(weight, a, b, adapter.rank(), (float) adapter.scale(), turned);
    MemorySegment.copy(weight, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, weight.length);
  }

  @Override
  public void close() {
    base.close();
    learned.close();
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
}
