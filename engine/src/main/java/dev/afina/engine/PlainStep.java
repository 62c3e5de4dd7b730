package dev.afina.engine;

import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// A [Step] as one would write it down: each conversation by itself, its gradient by automatic
/// differentiation.
final class PlainStep implements Step {
  /// Tokens that one thread computes at a time; what they need on the way back bounds the memory.
  private static final int PACK = 2048;

  /// A conversation and its place in the step.
  record Placed(Example example, int place) {
    int tokens() {
      return example.ids().length;
    }
  }

  private final int together;
  private final Pupils pupils;
  private final Crew crew;

  /// @param together conversations of a micro-batch
  PlainStep(Learning learning, int threads, int together) {
    this.together = together;
    this.crew = new Crew(threads);
    this.pupils = new Pupils(learning, threads);
  }

  @Override
  public double run(int number, List<Example> batch, double share) {
    pupils.zero();
    List<Placed> placed = placed(batch);
    double loss = 0;
    for (int at = 0; at < placed.size(); at += together) {
      List<Placed> micro = placed.subList(at, Math.min(placed.size(), at + together));
      loss += divided(micro, (pupil, part) -> forwardAndBack(pupil, number, part, share));
    }
    pupils.add();
    return loss / share;
  }

  @Override
  public Tensor gradient() {
    return pupils.gradient();
  }

  @Override
  public double loss(List<Example> examples) {
    return divided(placed(examples), PlainStep::forward) / Step.weight(examples);
  }

  @Override
  public List<double[]> likelihoods(List<List<Example>> groups) {
    return groups.stream()
        .map(group -> group.stream().mapToDouble(this::likelihood).toArray())
        .toList();
  }

  private double likelihood(Example example) {
    Example even = new Example(example.ids(), example.learned());
    return -divided(placed(List.of(even)), PlainStep::forward);
  }

  private static double forwardAndBack(
      Learning.Pupil pupil, int number, List<Placed> part, double weight) {
    double loss = 0;
    for (List<Placed> pack : packs(part)) {
      try (PointerScope _ = new PointerScope()) {
        Lesson lesson = lesson(pack);
        int[] places = pack.stream().mapToInt(Placed::place).toArray();
        pupil.dropout().begin(number, places, lesson.pack());
        loss += LossHead.backward(pupil.model(), lesson, weight);
      } finally {
        pupil.dropout().rest();
      }
    }
    return loss;
  }

  private static double forward(Learning.Pupil pupil, List<Placed> part) {
    double loss = 0;
    for (List<Placed> pack : packs(part)) {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        loss += LossHead.loss(pupil.model(), lesson(pack));
      }
    }
    return loss;
  }

  /// What all threads compute at a time, at most.
  static long tokens(List<Example> examples, int threads) {
    return balanced(placed(examples), threads).stream()
        .mapToLong(part ->
            packs(part).stream()
                .mapToLong(pack -> pack.stream().mapToLong(Placed::tokens).sum())
                .max()
                .orElse(0))
        .sum();
  }

  private static Lesson lesson(List<Placed> pack) {
    return Lesson.plain(pack.stream().map(Placed::example).toList());
  }

  private static List<Placed> placed(List<Example> examples) {
    return IntStream.range(0, examples.size())
        .mapToObj(i -> new Placed(examples.get(i), i))
        .toList();
  }

  private interface Work {
    double on(Learning.Pupil pupil, List<Placed> part);
  }

  private double divided(List<Placed> examples, Work work) {
    List<List<Placed>> parts = balanced(examples, crew.size());
    return crew.each(i -> work.on(pupils.get(i), parts.get(i))).stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /// The longest goes to whoever has least: always the same division of the same examples.
  private static List<List<Placed>> balanced(List<Placed> examples, int parts) {
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
      if (example.example().learnedTokens() == 0) continue;
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
    crew.close();
    pupils.close();
  }
}
