package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.tokenizer.Example;
import dev.afina.training.MemoryNeed;
import dev.afina.training.Recipe;
import dev.afina.training.TrainingProblem;
import java.util.ArrayList;
import java.util.Arrays;
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
/// The loss is `Σ weight · −ln p / Σ weight` over all tokens of the step, however many
/// micro-batches it is computed in. Each of these is divided among threads; a thread computes its
/// part alone, on one core, and the gradients are added in the order of the threads, so the result
/// does not depend on which was faster.
final class Step implements AutoCloseable {
  /// Tokens that one thread computes at a time; what they need on the way back bounds the memory.
  static final int PACK = 2048;

  private record Worker(Learning.Pupil pupil, Parameters.Leaves leaves) {
    Transformer model() {
      return pupil.model();
    }
  }

  /// A task and its place in the step.
  record Placed(Task task, int place) {
    int tokens() {
      return task.tokens();
    }

    /// The place of each of its conversations among all of the step.
    IntStream places() {
      int each = task.examples().size();
      return IntStream.range(place * each, (place + 1) * each);
    }
  }

  private final Function<List<Example>, Lesson> lesson;
  private final Objective objective;
  private final int together;
  private final List<Worker> workers;
  private final ExecutorService threads;

  /// The fastest that computes the recipe. Dropout leaves out something else of each conversation,
  /// so that nothing is shared.
  static Step of(Recipe recipe, Learning learning, int threads) {
    Objective objective =
        switch (recipe.method()) {
          case LORA, FULL -> Objective.ANSWERS;
          case DPO -> new PreferenceLoss(recipe.teaching().preference());
        };
    return new Step(learning, threads, recipe.batch().together(), lesson(recipe), objective);
  }

  private static Function<List<Example>, Lesson> lesson(Recipe recipe) {
    return recipe.drops() ? Lesson::plain : Lesson::tree;
  }

  /// @param together conversations of a micro-batch
  static Step plain(Learning learning, int threads, int together) {
    return new Step(learning, threads, together, Lesson::plain, Objective.ANSWERS);
  }

  /// @param together conversations of a micro-batch
  static Step tree(Learning learning, int threads, int together) {
    return new Step(learning, threads, together, Lesson::tree, Objective.ANSWERS);
  }

  Step(
      Learning learning,
      int threads,
      int together,
      Function<List<Example>, Lesson> lesson,
      Objective objective) {
    this.lesson = lesson;
    this.objective = objective;
    this.together = together;
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

  /// A step on answers.
  double run(int number, List<Example> batch) {
    return learn(number, Task.answers(batch));
  }

  /// @param number of the step, from 0: dropout follows from it
  /// @return the loss; the gradient lies in [#gradient]
  /// @throws Refused with [TrainingProblem.EmptyStep] if every weight is 0
  double learn(int number, List<Task> batch) {
    double weight = Task.weight(batch);
    if (weight == 0) throw new Refused(new TrainingProblem.EmptyStep(batch.size()));
    for (Worker worker : workers) worker.leaves().gradient().zero_();
    List<Placed> placed = placed(batch);
    double loss = 0;
    for (int at = 0; at < placed.size(); at += together) {
      List<Placed> micro = placed.subList(at, Math.min(placed.size(), at + together));
      loss += divided(micro, (worker, part) -> forwardAndBack(worker, number, part, weight));
    }
    try (PointerScope _ = new PointerScope()) {
      for (Worker other : workers.subList(1, workers.size()))
        gradient().add_(other.leaves().gradient());
    }
    return loss / weight;
  }

  /// What all threads compute at a time in a step of the longest conversations.
  static MemoryNeed.Load load(Recipe recipe, List<Task> tasks, int threads, int together) {
    List<Placed> longest =
        placed(tasks).stream()
            .sorted(Comparator.comparingInt(Placed::tokens).reversed())
            .limit(together)
            .toList();
    Function<List<Example>, Lesson> lesson = lesson(recipe);
    long tokens =
        balanced(longest, threads).stream().mapToLong(part -> largest(lesson, packs(part))).sum();
    int conversation =
        longest.getFirst().task().examples().stream().mapToInt(e -> e.ids().length).max().orElse(0);
    return new MemoryNeed.Load(tokens, conversation);
  }

  private static long largest(Function<List<Example>, Lesson> lesson, List<List<Placed>> packs) {
    return packs.stream()
        .mapToLong(pack -> lesson(lesson, pack).pack().ids().length)
        .max()
        .orElse(0);
  }

  /// The gradient of the last step; whoever uses it may change it.
  Tensor gradient() {
    return workers.getFirst().leaves().gradient();
  }

  /// The loss, weighted like a step's, without a gradient and without dropout.
  double loss(List<Example> examples) {
    List<Task> tasks = Task.answers(examples);
    return divided(placed(tasks), this::forward) / Task.weight(tasks);
  }

  /// How likely each example's learned tokens are together: the sum of `ln p`. Examples of one
  /// group are computed together, as a tree.
  List<double[]> likelihoods(List<List<Example>> groups) {
    List<Callable<List<double[]>>> calls = new ArrayList<>();
    int each = Math.ceilDiv(groups.size(), workers.size());
    for (int i = 0; i * each < groups.size(); i++) {
      Worker worker = workers.get(i);
      var part = groups.subList(i * each, Math.min(groups.size(), (i + 1) * each));
      calls.add(() -> likelihoods(worker, part));
    }
    return all(calls).stream().flatMap(List::stream).toList();
  }

  private static List<double[]> likelihoods(Worker worker, List<List<Example>> groups) {
    List<double[]> likelihoods = new ArrayList<>();
    for (int from = 0; from < groups.size(); ) {
      int to = from;
      int tokens = 0;
      while (to < groups.size() && (to == from || tokens < PACK)) {
        tokens += groups.get(to).stream().mapToInt(one -> one.ids().length).max().orElse(0);
        to++;
      }
      List<List<Example>> pack = groups.subList(from, to);
      List<Example> flat = pack.stream().flatMap(List::stream).toList();
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        Lesson lesson = Lesson.tree(flat);
        double[] all =
            Lesson.likelihoods(lesson.places(flat), LossHead.each(worker.model(), lesson));
        int at = 0;
        for (List<Example> group : pack)
          likelihoods.add(Arrays.copyOfRange(all, at, at += group.size()));
      }
      from = to;
    }
    return likelihoods;
  }

  private double forwardAndBack(Worker worker, int number, List<Placed> part, double weight) {
    double loss = 0;
    for (List<Placed> pack : packs(part)) {
      try (PointerScope _ = new PointerScope()) {
        Lesson one = lesson(lesson, pack);
        int[] places = pack.stream().flatMapToInt(Placed::places).toArray();
        worker.pupil().dropout().begin(number, places, one.pack());
        List<Task> tasks = pack.stream().map(Placed::task).toList();
        loss += objective.backward(worker.model(), one, tasks, weight);
      } finally {
        worker.pupil().dropout().rest();
      }
    }
    return loss;
  }

  private double forward(Worker worker, List<Placed> part) {
    double loss = 0;
    for (List<Placed> pack : packs(part)) {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        loss += LossHead.loss(worker.model(), lesson(lesson, pack));
      }
    }
    return loss;
  }

  private static Lesson lesson(Function<List<Example>, Lesson> lesson, List<Placed> pack) {
    return lesson.apply(Task.examples(pack.stream().map(Placed::task).toList()));
  }

  private static List<Placed> placed(List<Task> tasks) {
    return IntStream.range(0, tasks.size()).mapToObj(i -> new Placed(tasks.get(i), i)).toList();
  }

  private interface Work {
    double on(Worker worker, List<Placed> part);
  }

  private double divided(List<Placed> examples, Work work) {
    List<List<Placed>> parts = balanced(examples, workers.size());
    List<Callable<Double>> calls = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      List<Placed> part = parts.get(i);
      calls.add(() -> work.on(worker, part));
    }
    double sum = 0;
    for (double part : all(calls)) sum += part;
    return sum;
  }

  private <T> List<T> all(List<Callable<T>> calls) {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(calls)) results.add(one.get());
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the middle of a step", e);
    }
  }

  /// The longest goes to whoever has least: always the same division of the same examples.
  static List<List<Placed>> balanced(List<Placed> examples, int parts) {
    List<List<Placed>> divided = new ArrayList<>();
    for (int i = 0; i < parts; i++) divided.add(new ArrayList<>());
    long[] tokens = new long[parts];
    List<Placed> longestFirst = new ArrayList<>(examples);
    longestFirst.sort(Comparator.comparingInt(Placed::tokens).reversed());
    for (Placed example : longestFirst) {
      int least = 0;
      for (int i = 1; i < parts; i++) if (tokens[i] < tokens[least]) least = i;
      divided.get(least).add(example);
      tokens[least] += example.tokens();
    }
    return divided;
  }

  private static List<List<Placed>> packs(List<Placed> examples) {
    List<List<Placed>> packs = new ArrayList<>();
    int tokens = PACK;
    for (Placed example : examples) {
      if (example.task().weight() == 0) continue;
      tokens += example.tokens();
      if (tokens > PACK) {
        packs.add(new ArrayList<>());
        tokens = example.tokens();
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
