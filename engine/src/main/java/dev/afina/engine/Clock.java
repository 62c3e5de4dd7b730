package dev.afina.engine;

import dev.afina.training.History;
import dev.afina.training.Progress;
import java.util.List;

/// How fast a training goes, and what is left of it. It counts this process only, not what was done
/// before an interruption.
final class Clock {
  private final long start = System.nanoTime();
  private final int first;
  private final int steps;
  private final int epochs;
  private long tokens;

  Clock(int stepsBefore, int steps, int epochs) {
    this.first = stepsBefore;
    this.steps = steps;
    this.epochs = epochs;
  }

  void count(List<Task> batch) {
    for (Task task : batch) tokens += task.tokens();
  }

  Progress.Training training(int step, int epoch, double loss) {
    double seconds = seconds();
    double left = seconds / (step - first) * (steps - step);
    return new Progress.Training(step, steps, epoch, epochs, loss, tokens, tokens / seconds, left);
  }

  Progress.Trained trained(History history) {
    return new Progress.Trained(
        history.losses().size(),
        history.bestEpoch(),
        history.best().validation(),
        tokens,
        seconds(),
        Memory.ofThisMachine().peak());
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
