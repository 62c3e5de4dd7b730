package dev.afina.training;

import dev.afina.core.Refused;
import java.util.List;
import java.util.function.Consumer;

/// A place where models are trained. A training on this machine looks like one far away: it is
/// submitted, asked after, and stopped.
public interface Trainer {

  /// Starts the run, or goes on with it from its last checkpoint. Returns at once; a run that is
  /// done already stays as it is.
  ///
  /// @throws dev.afina.core.Refused with a [TrainingProblem]
  void submit(RunFolder run);

  /// What happened since the first `after` events.
  List<Progress> events(RunFolder run, int after);

  /// The latest state. A process that ended without a word is a [Progress.Failed].
  Progress check(RunFolder run);

  /// Asks the run to write a checkpoint and to end; returns when it has.
  void pause(RunFolder run);

  /// How often a run that is waited for is looked at, in milliseconds.
  long LOOK_EVERY = 150;

  /// Submits the run and passes on what it tells, until it is trained. Whoever interrupts the
  /// waiting thread pauses the run.
  ///
  /// @throws Refused if it ends otherwise
  default void train(RunFolder run, Consumer<Progress> news) {
    int before = events(run, 0).size();
    submit(run);
    // A trainer may begin a new list of events when it goes on with a run.
    int seen = events(run, 0).size() < before ? 0 : before;
    while (true) {
      // The state first: whatever was told before an end is then passed on before the end is.
      Progress state = check(run);
      List<Progress> told = events(run, seen);
      told.forEach(news);
      seen += told.size();
      switch (state) {
        case Progress.Trained _ -> {
          return;
        }
        case Progress.Paused paused ->
            throw new Refused(new TrainingProblem.Interrupted(paused.step(), paused.steps()));
        case Progress.Failed failed -> throw new Refused(failed.problem());
        case Progress.Waiting _, Progress.Resumed _, Progress.Training _, Progress.Validated _, Progress.Compared _ -> {
          try {
            Thread.sleep(LOOK_EVERY);
          } catch (InterruptedException e) {
            pause(run); // The next look finds it paused.
            Thread.currentThread().interrupt();
          }
        }
      }
    }
  }
}
