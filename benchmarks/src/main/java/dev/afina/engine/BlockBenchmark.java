package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.linear;

import dev.afina.engine.Tile.Span;
import dev.afina.training.Numerics.Dtype;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How near the blocks come to what the machine's matrix products reach: billions of operations a
/// second (`gflop`) of one thread, of all blocks there and back, and of one large product.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class BlockBenchmark {
  /// Rows, inputs and outputs of the product that stands for the machine.
  private static final long LARGE = 1024;

  @Param({"BF16", "F32"})
  public Dtype dtype;

  /// Of a thread: 170 are the main job's.
  @Param({"64", "170", "512"})
  public int rows;

  private Bench bench;
  private Pupils pupils;
  private Crew crew;
  private Tensor left;
  private Tensor right;

  /// @see AuxCounters.Type#OPERATIONS
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public double gflop;
  }

  @Setup
  public void open() {
    bench = Bench.open(dtype);
    pupils = new Pupils(bench.learning(), 1);
    crew = new Crew(1);
    left = Kept.outliving(() -> torch.randn(LARGE, LARGE).to(Weights.scalarType(dtype)));
    right = Kept.outliving(() -> torch.randn(LARGE, LARGE).to(Weights.scalarType(dtype)));
  }

  @Benchmark
  public void blocks(Work work) {
    Pack pack = Pack.of(IntStream.range(1000, 1000 + rows).toArray());
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      var meeting =
          new TreeMeeting(
              crew, bench.shape(), List.of(new Span(0, rows)), Weights.scalarType(dtype), true);
      TreePass pass = new TreePass(pupils.models().getFirst(), pack, meeting, 0, true);
      pass.back(pass.there(null));
    }
    work.gflop += bench.blockOperations(rows);
  }

  @Benchmark
  public void product(Work work) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      linear(left, right);
    }
    work.gflop += 2.0 * LARGE * LARGE * LARGE / 1e9;
  }

  @TearDown
  public void close() {
    left.close();
    right.close();
    crew.close();
    pupils.close();
    bench.close();
  }
}
