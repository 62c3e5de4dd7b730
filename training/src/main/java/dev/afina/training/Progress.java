package dev.afina.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;

/// How a training stands. A line of `events.jsonl` is one of these.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "state")
public sealed interface Progress extends Fact {

  /// Nothing computed yet: the engine starts and reads the base.
  record Waiting() implements Progress {}

  /// Goes on from a checkpoint that holds `step` steps.
  ///
  /// @param damaged newer checkpoints that were passed over, because something had changed them
  record Resumed(int step, int damaged) implements Progress {}

  /// An optimizer step is done.
  ///
  /// @param step counts from 1 over all epochs, up to `steps`
  /// @param epoch counts from 1, up to `epochs`
  /// @param loss mean over the step's learned tokens, in nats
  /// @param tokens computed so far, by this process
  /// @param rate tokens a second, over the last steps
  /// @param secondsLeft an estimate
  record Training(
      int step,
      int steps,
      int epoch,
      int epochs,
      double loss,
      long tokens,
      double rate,
      double secondsLeft)
      implements Progress {}

  /// An epoch is done and was judged on the validation part.
  ///
  /// @param loss mean over the epoch's learned tokens
  /// @param validation mean over the validation part's learned tokens
  /// @param right how many sentences of the validation part have their own intent as the likeliest;
  ///   −1 for chat
  /// @param best whether its weights are kept, as far as is known
  record Validated(int epoch, int step, double loss, double validation, int right, boolean best)
      implements Progress {}

  /// What an epoch on preferences changed, on the validation part.
  ///
  /// @param likelier pairs whose preferred answer is the likelier one
  /// @param margin how much more the preferred answer gained than the other, times β: the mean
  record Compared(int epoch, int step, int likelier, int pairs, double margin)
      implements Progress {}

  /// Stopped at somebody's wish; a checkpoint holds `step` steps.
  record Paused(int step, int steps) implements Progress {}

  /// Done: the weights of epoch `bestEpoch` are in the run folder.
  record Trained(
      int steps, int bestEpoch, double validation, long tokens, double seconds, long peakBytes)
      implements Progress {}

  /// Ended by a fault; what was learned until the last checkpoint is kept.
  record Failed(TrainingProblem problem) implements Progress {}

  /// Whether nothing more will happen by itself.
  @JsonIgnore
  default boolean isFinal() {
    return switch (this) {
      case Waiting _, Resumed _, Training _, Validated _, Compared _ -> false;
      case Paused _, Trained _, Failed _ -> true;
    };
  }
}
