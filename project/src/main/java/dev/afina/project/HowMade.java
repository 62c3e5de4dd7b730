package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.report.Making;
import dev.afina.training.History;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import java.util.ArrayList;
import java.util.List;

/// How the current result was made, as the report and the model's card tell it.
///
/// @param versions of Afina and what it computes with
record HowMade(ProjectFiles files, ProjectSettings settings, String versions) {

  Making making() {
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    Preparation preparation = Json.read(files.preparation(), Preparation.class);
    return new Making(
        settings.name(),
        training.plan(),
        training.base().licence(),
        preparation.training().conversations(),
        preparation.validation().conversations(),
        preparation.findings().size(),
        events(training),
        versions,
        "afina run .");
  }

  /// The training step by step, whatever interrupted it; how long it took, where its run still
  /// tells.
  private List<Progress> events(FineTuning training) {
    History history = KeptModel.history(files.named(training.model()));
    List<Progress> events = new ArrayList<>();
    int step = 0;
    for (History.Epoch epoch : history.epochs()) {
      for (; step < epoch.lastStep(); step++)
        events.add(
            new Progress.Training(
                step + 1,
                history.losses().size(),
                epoch.number(),
                history.epochs().size(),
                history.losses().get(step),
                0,
                0,
                0));
      events.addAll(epoch.told(epoch.number() == history.bestEpoch()));
    }
    new RunFolder(files.run(training.planDigest()))
        .events().stream().filter(Progress.Trained.class::isInstance).forEach(events::add);
    return events;
  }
}
