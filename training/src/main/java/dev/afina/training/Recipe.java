package dev.afina.training;

import dev.afina.core.Refused;
import java.util.ArrayList;
import java.util.List;

/// Every number that changes what is learned. `docs/lab.md` shows how the defaults were found.
///
/// @param method what is trained: a LoRA adapter, or every weight
/// @param rank columns of the adapter's matrices ([LoRA](https://arxiv.org/abs/2106.09685), r)
/// @param alpha the adapter counts `alpha / rank`
/// @param learningRate of [AdamW](https://arxiv.org/abs/1711.05101), at its highest
/// @param schedule how the learning rate goes on after the warm-up
/// @param warmup share of all steps in which the learning rate rises from zero
/// @param weightDecay of AdamW, on matrices only
/// @param clip the largest norm of a step's gradient; 0 leaves it as it is
/// @param batch conversations in one optimizer step
/// @param epochs passes over the training part
/// @param maxTokens the longest conversation; longer ones are refused before the training starts
public record Recipe(
    Method method,
    int rank,
    double alpha,
    double learningRate,
    Schedule schedule,
    double warmup,
    double weightDecay,
    double clip,
    int batch,
    int epochs,
    int maxTokens) {

  public enum Method {
    LORA,
    FULL
  }

  public enum Schedule {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /// @throws Refused naming every number that is out of its range
  public Recipe {
    List<TrainingProblem.OutOfRange> wrong = new ArrayList<>();
    check(wrong, "rank", rank, 1, 1024);
    check(wrong, "alpha", alpha, 1e-6, 1e6);
    check(wrong, "learning-rate", learningRate, 1e-9, 1);
    check(wrong, "warmup", warmup, 0, 1);
    check(wrong, "weight-decay", weightDecay, 0, 1);
    check(wrong, "clip", clip, 0, 1e6);
    check(wrong, "batch", batch, 1, 4096);
    check(wrong, "epochs", epochs, 1, 1000);
    check(wrong, "max-tokens", maxTokens, 16, 1_000_000);
    if (!wrong.isEmpty()) throw new Refused(wrong);
  }

  /// The recipe for a pretrained base.
  public static Recipe lora() {
    return new Recipe(Method.LORA, 16, 32, 5e-4, Schedule.LINEAR, 0.05, 0, 1, 8, 10, 1024);
  }

  private static void check(
      List<TrainingProblem.OutOfRange> wrong, String name, double value, double low, double high) {
    if (!(value >= low && value <= high))
      wrong.add(new TrainingProblem.OutOfRange(name, value, low, high));
  }
}
