package dev.afina.engine;

import dev.afina.engine.vector.Decoder;
import dev.afina.engine.vector.Talk;
import dev.afina.model.Base;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The decoder on rows as the base's file stores them: tokens a second (`tokens`) of all
/// conversations together, which begin anew with each iteration.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class DecoderBenchmark {

  @Param({"1", "8"})
  public int conversations;

  private Decoder decoder;
  private List<Talk> talks;

  /// @see AuxCounters.Type#OPERATIONS
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Said {
    public long tokens;
  }

  @Setup
  public void open() {
    Base base = Bench.base();
    int threads = Runtime.getRuntime().availableProcessors();
    decoder = new Decoder(base.architecture(), base.weights(), true, threads);
  }

  @Setup(Level.Iteration)
  public void begin() {
    talks = Stream.generate(() -> decoder.talk(null)).limit(conversations).toList();
  }

  @Benchmark
  public void token(Said said) {
    for (Talk talk : talks) talk.say(1000 + talk.length());
    decoder.step(talks);
    said.tokens += conversations;
  }

  @TearDown
  public void close() {
    decoder.close();
  }
}
