package dev.afina.training;

import dev.afina.model.Architecture;
import java.util.List;

/// A [LoRA](https://arxiv.org/abs/2106.09685) adapter: what is put beside which frozen layers.
///
/// @param rank columns of the adapter's matrices (the paper's r)
/// @param alpha the adapter counts `alpha / rank`
/// @param rankStabilised the adapter counts `alpha / √rank` instead
///   ([rsLoRA](https://arxiv.org/abs/2312.03732)), so that a larger rank does not learn more slowly
/// @param dropout share of the adapter's inputs that a step leaves out, drawn anew for each
/// @param targets which layers of a block carry an adapter, for instance `q_proj`; empty for every
///   linear one
/// @param layers which blocks carry one
public record Lora(
    int rank,
    double alpha,
    boolean rankStabilised,
    double dropout,
    List<String> targets,
    Blocks layers) {

  public Lora {
    targets = List.copyOf(targets);
  }

  /// On every linear layer of every block, as in the paper.
  public static Lora of(int rank, double alpha) {
    return of(rank, alpha, List.of());
  }

  /// On some layers of every block.
  public static Lora of(int rank, double alpha, List<String> targets) {
    return new Lora(rank, alpha, false, 0, targets, Blocks.ALL);
  }

  /// What the adapter counts beside the frozen weight.
  public double scale() {
    return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  }

  /// The same on other blocks.
  public Lora on(Blocks layers) {
    return new Lora(rank, alpha, rankStabilised, dropout, targets, layers);
  }

  /// Whether such a layer of these blocks carries one.
  public boolean isOn(Architecture.Linear linear) {
    return targets.isEmpty() || targets.stream().anyMatch(target -> means(target, linear));
  }

  /// PEFT's rule: a target is a layer's name, or the end of it behind a dot.
  public static boolean means(String target, Architecture.Linear linear) {
    return ("." + linear.name()).endsWith("." + target);
  }

  List<TrainingProblem.OutOfRange> wrong() {
    return Range.wrong(
        new Range("rank", 1, 1024).check(rank),
        new Range("alpha", 1e-6, 1e6).check(alpha),
        new Range("dropout", 0, 0.9).check(dropout));
  }
}
