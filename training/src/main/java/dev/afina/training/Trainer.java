package dev.afina.training;

import java.util.List;

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
}
