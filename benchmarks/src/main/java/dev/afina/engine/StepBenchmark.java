package dev.afina.engine;

import dev.afina.tokenizer.Example;
import dev.afina.training.Numerics.Dtype;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One step over eight conversations, each lever of the tree step on top of those before it. All of
/// them compute the same number of real tokens: `shared` of a system prompt, then 40 to 240, the
/// second half of which is learned.
@State(Scope.Benchmark)
@Fork(1)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class StepBenchmark {
  private static final int CONVERSATIONS = 8;
  private static final int WORDS = 10_000; // tokens that are drawn from
  private static final float ALMOST_NOTHING = 1e-6f;

  /// What is left out, one thing more each time.
  public enum Lever {
    /// Nothing: padded to the longest, scores of every token, libtorch's derivative.
    NONE,
    NO_PADDING,
    /// The loss head on learned tokens only.
    LEARNED_ONLY,
    /// The derivative written out, rows divided among threads, nothing behind the last learned
    /// token; system prompts that differ, so that nothing is shared.
    ROWS,
    /// What conversations begin with in common, once.
    SHARED
  }

  @Param({"BF16", "F32"})
  public Dtype dtype;

  @Param({"0", "60", "400"})
  public int shared;

  @Param public Lever lever;

  private Bench bench;
  private Step step;
  private List<Example> batch;

  @Setup
  public void open() {
    bench = Bench.open(dtype);
    int threads = Runtime.getRuntime().availableProcessors();
    step =
        switch (lever) {
          case NONE, NO_PADDING, LEARNED_ONLY ->
              new PlainStep(bench.learning(), threads, CONVERSATIONS);
          case ROWS, SHARED -> new TreeStep(bench.learning(), threads, CONVERSATIONS);
        };
    Random random = new Random(42);
    int[] prompt = random.ints(shared, 0, WORDS).toArray();
    batch =
        IntStream.range(0, CONVERSATIONS)
            .mapToObj(_ -> conversation(random, prompt, 40 + random.nextInt(201)))
            .toList();
    int longest = batch.stream().mapToInt(one -> one.ids().length).max().orElseThrow();
    if (lever == Lever.NONE) batch = batch.stream().map(one -> padded(one, longest)).toList();
  }

  private Example conversation(Random random, int[] prompt, int tokens) {
    int[] ids = Arrays.copyOf(prompt, prompt.length + tokens);
    int from = lever == Lever.ROWS ? 0 : prompt.length;
    for (int i = from; i < ids.length; i++) ids[i] = random.nextInt(WORDS);
    float[] weights = new float[ids.length];
    if (lever == Lever.NONE || lever == Lever.NO_PADDING)
      Arrays.fill(weights, 1, ids.length, ALMOST_NOTHING);
    Arrays.fill(weights, prompt.length + tokens / 2, ids.length, 1);
    return new Example(ids, weights);
  }

  private static Example padded(Example one, int length) {
    int[] ids = Arrays.copyOf(one.ids(), length);
    float[] weights = Arrays.copyOf(one.weights(), length);
    Arrays.fill(weights, one.ids().length, length, ALMOST_NOTHING);
    return new Example(ids, weights);
  }

  @Benchmark
  public double step() {
    return step.run(0, batch);
  }

  @TearDown
  public void close() {
    step.close();
    bench.close();
  }
}
