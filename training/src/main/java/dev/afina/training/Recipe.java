package dev.afina.training;

import dev.afina.core.Refused;
import java.util.ArrayList;
import java.util.List;

/// Every number that changes what is learned. `docs/lab.md` shows how the defaults were found.
///
/// @param method what is trained, and on what
/// @param lora the adapter; without meaning where every weight is trained
/// @param optimizer how a gradient becomes a step
/// @param batch how many conversations a step learns from
/// @param passes how long it learns
/// @param teaching what a conversation teaches
public record Recipe(
    Method method, Lora lora, Optimizer optimizer, Batch batch, Passes passes, Teaching teaching) {

  public enum Method {
    /// A LoRA adapter, on answers.
    LORA,
    /// Every weight, on answers.
    FULL,
    /// A LoRA adapter, on which of two answers is preferred.
    DPO;

    /// Whether the base stays as it is.
    public boolean adapts() {
      return this != FULL;
    }
  }

  /// @throws Refused naming every number that is out of its range, in all its parts
  public Recipe {
    List<TrainingProblem.OutOfRange> wrong = new ArrayList<>();
    wrong.addAll(lora.wrong());
    wrong.addAll(optimizer.wrong());
    wrong.addAll(batch.wrong());
    wrong.addAll(passes.wrong());
    wrong.addAll(teaching.wrong());
    if (!wrong.isEmpty()) throw new Refused(wrong);
  }

  /// The recipe for a pretrained base.
  public static Recipe usual() {
    return new Recipe(
        Method.LORA,
        Lora.of(16, 32),
        Optimizer.adamW(new Rate(1e-3, Rate.Schedule.LINEAR, 0.05)),
        Batch.of(8),
        Passes.of(10),
        Teaching.answers(1024));
  }

  /// A recipe for preferences: an adapter that has learned to answer changes but little.
  public static Recipe preferences() {
    return new Recipe(
        Method.DPO,
        Lora.of(16, 32),
        Optimizer.adamW(new Rate(1e-4, Rate.Schedule.LINEAR, 0.05)),
        Batch.of(8),
        Passes.of(3),
        Teaching.answers(1024));
  }

  /// Conversations that are computed together: a pair of answers is two.
  public int together() {
    return method == Method.DPO ? 2 * batch.together() : batch.together();
  }

  /// Whether what is dropped differs between conversations, so that nothing they share can be
  /// computed once.
  public boolean drops() {
    return method.adapts() && lora.dropout() > 0;
  }
}
