package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.model.Architecture;
import dev.afina.training.MemoryNeed;
import dev.afina.training.Plan;
import dev.afina.training.Recipe;
import dev.afina.training.TrainingProblem;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Whether a training fits into memory, asked before it starts: a process that is killed in the
/// middle cannot say what would have helped.
///
/// @param kept bytes of what is kept from epoch to epoch
/// @param available to this process, in bytes
record Room(Plan plan, Architecture shape, List<Task> tasks, long kept, long available) {
  /// Shorter conversations than this are no way out.
  private static final int SHORTEST = 64;

  /// @throws Refused with the largest setting that fits, or saying that none does
  void require() {
    int together = plan.recipe().batch().together();
    long needed = ofMicroBatch(together);
    if (needed <= available) return;
    int micro = largest(together, this::ofMicroBatch);
    if (micro > 0) throw new Refused(new TrainingProblem.TooLittleMemory(needed, available, micro));
    int longest = Task.examples(tasks).stream().mapToInt(one -> one.ids().length).max().orElse(0);
    int tokens = largest(longest, this::ofOneConversation);
    long alone = ofMicroBatch(1);
    throw new Refused(
        tokens >= SHORTEST
            ? new TrainingProblem.TooLongForMemory(alone, available, tokens)
            : new TrainingProblem.BaseTooLarge(plan.base(), alone, available));
  }

  private long ofMicroBatch(int together) {
    Recipe recipe = plan.recipe();
    int each = recipe.together() / recipe.batch().together();
    return need(
        Step.load(recipe, Task.examples(tasks), plan.numerics().threads(), each * together));
  }

  private long ofOneConversation(int tokens) {
    return need(new MemoryNeed.Load(tokens, tokens));
  }

  private long need(MemoryNeed.Load load) {
    return MemoryNeed.of(shape, plan.recipe(), plan.numerics(), load).total() + kept;
  }

  /// The largest number that fits, by halving; 0 if not even 1 does.
  private int largest(int most, IntToLongFunction need) {
    int low = 0;
    int high = most;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (need.applyAsLong(middle) <= available) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
