package dev.afina.training;

import dev.afina.model.Architecture;
import java.util.List;
import java.util.stream.IntStream;

/// A [LoRA](https://arxiv.org/abs/2106.09685) adapter: what is put beside which frozen layers.
///
/// @param rank columns of the adapter's matrices (the paper's r)
/// @param alpha the adapter counts `alpha / rank`
/// @param rankStabilised the adapter counts `alpha / √rank` instead
///   ([rsLoRA](https://arxiv.org/abs/2312.03732)), so that a larger rank does not learn more slowly
/// @param dropout share of the adapter's inputs that a step leaves out, drawn anew for each
/// @param targets which layers of a block carry an adapter, for instance `q_proj`; empty for every
///   linear one
/// @param layers which blocks carry one, counted from 0; empty for all
public record Lora(
    int rank,
    double alpha,
    boolean rankStabilised,
    double dropout,
    List<String> targets,
    List<Integer> layers) {

  public Lora {
    targets = List.copyOf(targets);
    layers = List.copyOf(layers);
  }

  /// On every linear layer of every block, as in the paper.
  public static Lora of(int rank, double alpha) {
    return of(rank, alpha, List.of());
  }

  /// On some layers of every block.
  public static Lora of(int rank, double alpha, List<String> targets) {
    return new Lora(rank, alpha, false, 0, targets, List.of());
  }

  /// What the adapter counts beside the frozen weight.
  public double scale() {
    return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  }

  /// Whether a block carries an adapter.
  ///
  /// @param layer counts from 0
  public boolean isOn(int layer) {
    return layers.isEmpty() || layers.contains(layer);
  }

  /// Whether such a layer of these blocks carries one.
  public boolean isOn(Architecture.Linear linear) {
    return targets.isEmpty() || targets.stream().anyMatch(target -> means(target, linear));
  }

  /// PEFT's rule: a target is a layer's name, or the end of it behind a dot.
  public static boolean means(String target, Architecture.Linear linear) {
    return ("." + linear.name()).endsWith("." + target);
  }

  /// Blocks as a person writes them: `0,4,20-29`.
  ///
  /// @throws NumberFormatException if the text is nothing of the kind
  public static List<Integer> layers(String text) {
    return List.of(text.split(",")).stream()
        .flatMapToInt(Lora::range)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static IntStream range(String text) {
    String[] ends = text.strip().split("-", 2);
    int first = Integer.parseUnsignedInt(ends[0].strip());
    int last = Integer.parseUnsignedInt(ends[ends.length - 1].strip());
    if (last < first || last > 10_000) throw new NumberFormatException(text);
    return IntStream.rangeClosed(first, last);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("rank", 1, 1024).check(rank),
        new Range("alpha", 1e-6, 1e6).check(alpha),
        new Range("dropout", 0, 0.9).check(dropout));
  }
}
