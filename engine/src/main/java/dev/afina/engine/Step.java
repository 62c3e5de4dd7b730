package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.tokenizer.Example;
import dev.afina.training.TrainingProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// The loss of some conversations and its gradient, by automatic differentiation. The plain step
/// computes each conversation by itself and is the definition; the tree step computes what they
/// share once and must agree with it.
///
/// The loss is `Σ weight · −ln p / Σ weight` over all tokens of the step. A batch is divided among
/// threads; each computes its part alone, on one core, and the gradients are added in the order of
/// the threads, so the result does not depend on which was faster.
final class Step implements AutoCloseable {
  /// Tokens that one thread computes at a time; what they need on the way back bounds the memory.
  private static final int PACK = 2048;

  private record Worker(Transformer model, Parameters.Leaves leaves) {}

  private final Function<List<Example>, Lesson> lesson;

  private final List<Worker> workers;
  private final ExecutorService threads;

  static Step plain(Learning learning, int threads) {
    return new Step(learning, threads, Lesson::plain);
  }

  static Step tree(Learning learning, int threads) {
    return new Step(learning, threads, Lesson::tree);
  }

  private Step(Learning learning, int threads, Function<List<Example>, Lesson> lesson) {
    this.lesson = lesson;
    this.workers =
        IntStream.range(0, threads)
            .mapToObj(_ -> {
              Parameters.Leaves leaves = learning.parameters().leaves();
              return new Worker(learning.models().apply(leaves), leaves);
            })
            .toList();
    this.threads =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("step-", 0).factory());
  }

  /// @throws Refused with [TrainingProblem.EmptyStep] if every weight is 0
  /// @return the loss; the gradient lies in [#gradient]
  double run(List<Example> batch) {
    double weight = weight(batch);
    if (weight == 0) throw new Refused(new TrainingProblem.EmptyStep(batch.size()));
    double loss = divided(batch, (worker, part) -> forwardAndBack(worker, part, weight));
    try (PointerScope _ = new PointerScope()) {
      for (Worker other : workers.subList(1, workers.size()))
        gradient().add_(other.leaves().gradient());
    }
    return loss / weight;
  }

  /// The gradient of the last step; whoever uses it may change it.
  Tensor gradient() {
    return workers.getFirst().leaves().gradient();
  }

  /// The loss, weighted like a step's, without a gradient.
  double loss(List<Example> examples) {
    return divided(examples, this::forward) / weight(examples);
  }

  /// The sum of all weights.
  static double weight(List<Example> examples) {
    return examples.stream().mapToDouble(Example::weight).sum();
  }

  private double forwardAndBack(Worker worker, List<Example> examples, double weight) {
    worker.leaves().gradient().zero_();
    double loss = 0;
    for (List<Example> pack : packs(examples)) {
      try (PointerScope _ = new PointerScope()) {
        loss += LossHead.backward(worker.model(), lesson.apply(pack), weight);
      }
    }
    return loss;
  }

  private double forward(Worker worker, List<Example> examples) {
    double loss = 0;
    for (List<Example> pack : packs(examples)) {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        loss += LossHead.loss(worker.model(), lesson.apply(pack));
      }
    }
    return loss;
  }

  private interface Work {
    double on(Worker worker, List<Example> part);
  }

  private double divided(List<Example> examples, Work work) {
    List<List<Example>> parts = balanced(examples, workers.size());
    List<Callable<Double>> calls = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      List<Example> part = parts.get(i);
      calls.add(() -> work.on(worker, part));
    }
    try {
      double sum = 0;
      for (Future<Double> part : threads.invokeAll(calls)) sum += part.get();
      return sum;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the middle of a step", e);
    }
  }

  /// The longest goes to whoever has least: always the same division of the same examples.
  static List<List<Example>> balanced(List<Example> examples, int parts) {
    List<List<Example>> divided = new ArrayList<>();
    for (int i = 0; i < parts; i++) divided.add(new ArrayList<>());
    long[] tokens = new long[parts];
    List<Example> longestFirst = new ArrayList<>(examples);
    longestFirst.sort(Comparator.comparingInt((Example e) -> e.ids().length).reversed());
    for (Example example : longestFirst) {
      int least = 0;
      for (int i = 1; i < parts; i++) if (tokens[i] < tokens[least]) least = i;
      divided.get(least).add(example);
      tokens[least] += example.ids().length;
    }
    return divided;
  }

  private static List<List<Example>> packs(List<Example> examples) {
    List<List<Example>> packs = new ArrayList<>();
    int tokens = PACK;
    for (Example example : examples) {
      if (example.learnedTokens() == 0) continue;
      tokens += example.ids().length;
      if (tokens > PACK) {
        packs.add(new ArrayList<>());
        tokens = example.ids().length;
      }
      packs.getLast().add(example);
    }
    return packs;
  }

  @Override
  public void close() {
    threads.shutdown();
    workers.forEach(worker -> worker.leaves().close());
  }
}
