package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.util.List;
import java.util.function.Consumer;

/// The steps of a project, one after the other; nobody else runs in the folder meanwhile.
record Run(ProjectFiles files, ProjectSettings settings, World world, HowMade howMade) {

  /// Does the steps from `from` to `to`, as far as something has changed; with `force` all of it.
  ///
  /// @throws Refused naming everything that is in the way
  void steps(StepName from, StepName to, boolean force, Consumer<StepEvent> events) {
    if (from.compareTo(to) > 0) throw new Refused(new ProjectProblem.FromAfterTo(from, to));
    try (ProjectLock _ = ProjectLock.take(files)) {
      Digests digests = Digests.of(files);
      StepRunner runner = new StepRunner(files, digests, world.clock(), force, events);
      try {
        for (Step step : all(digests))
          if (step.name().compareTo(from) >= 0 && step.name().compareTo(to) <= 0) runner.run(step);
      } finally {
        digests.save();
      }
      if (to.compareTo(StepName.TRAIN) >= 0) remindOfSeedModel(to, events);
    }
  }

  private List<Step> all(Digests digests) {
    Bases bases = world.bases();
    Workshop workshop = world.workshop();
    return List.of(
        new ExamplesStep(files, settings),
        new PromptsStep(files, settings),
        new SplitStep(files, settings),
        new PrepareStep(files, settings, bases, digests),
        new TrainStep(files, settings, bases, workshop),
        new DeployStep(files, settings, bases, workshop, world.clock()),
        new TestStep(files, settings, bases, workshop),
        new AnalyzeStep(files, settings, world.language(), howMade));
  }

  private void remindOfSeedModel(StepName last, Consumer<StepEvent> events) {
    ChosenBase base = Json.read(files.fineTuning(), FineTuning.class).base();
    if (base.seedModel()) events.accept(new StepEvent.SeedModel(last, base.wanted(), List.of()));
  }
}
