package dev.afina.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// The model that learns, once for each thread over the same values: each has gradients of its own,
/// so that nobody waits to add to them.
final class Pupils implements AutoCloseable {
  private final List<Parameters.Leaves> leaves;
  private final List<Learning.Pupil> each;

  Pupils(Learning learning, int threads) {
    this.leaves =
        IntStream.range(0, threads).mapToObj(_ -> learning.parameters().leaves()).toList();
    this.each = leaves.stream().map(learning.models()).toList();
  }

  Learning.Pupil get(int thread) {
    return each.get(thread);
  }

  List<Transformer> models() {
    return each.stream().map(Learning.Pupil::model).toList();
  }

  /// Sets all gradients to zero.
  void zero() {
    leaves.forEach(one -> one.gradient().zero_());
  }

  /// Adds all gradients up, in the order of the threads.
  void add() {
    try (PointerScope _ = new PointerScope()) {
      for (Parameters.Leaves other : leaves.subList(1, leaves.size()))
        gradient().add_(other.gradient());
    }
  }

  /// The sum, once they were added.
  Tensor gradient() {
    return leaves.getFirst().gradient();
  }

  @Override
  public void close() {
    leaves.forEach(Parameters.Leaves::close);
  }
}
