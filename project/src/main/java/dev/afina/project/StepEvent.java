package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.training.Progress;
import java.util.List;

/// What happens while the steps run, for whoever draws it. Files are named relative to the folder.
public sealed interface StepEvent extends Fact {

  StepName step();

  /// The step has something to do, and begins.
  record Started(StepName step) implements StepEvent {}

  /// The step is done: what came out, and where it lies.
  record Done(StepName step, StepOutcome outcome, List<String> files) implements StepEvent {}

  /// Nothing the step depends on has changed: nothing was done, no file was touched.
  record Unchanged(StepName step, List<String> files) implements StepEvent {}

  /// A person changed what the step had made. It stays as it is and feeds the next step.
  record KeptEdited(StepName step, String file) implements StepEvent {}

  /// Something to know that does not stop the step: a warning about the data, news of a download.
  record Warning(StepName step, Fact fact) implements StepEvent {}

  /// A base model is looked for or fetched.
  record Fetching(StepName step, Fact news) implements StepEvent {}

  /// The training moved on.
  record Trained(StepName step, Progress progress) implements StepEvent {}

  /// The very same plan was trained before: its result is used again.
  record Reused(StepName step, String model) implements StepEvent {}

  /// The base is the tiny built-in one, because none other could be had (or because it was asked
  /// for, then `reasons` is empty). Its results say nothing about a real model. Said when the base
  /// is chosen and again when the run ends.
  record SeedModel(StepName step, String wanted, List<Fact> reasons) implements StepEvent {}
}
