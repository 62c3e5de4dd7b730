package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.evaluation.Classifier;
import dev.afina.model.Base;
import dev.afina.model.ModelEvent;
import dev.afina.model.ScoringModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The project's current result, ready to be opened: the base it grew from, and what was learned.
record Result(ProjectFiles files, FineTuning training, Base base, Path model, Workshop workshop) {

  /// @throws Refused if nothing was trained yet, the weights are not those that were trained, or
  ///   the base cannot be had
  static Result current(
      ProjectFiles files,
      ProjectSettings settings,
      Bases bases,
      Workshop workshop,
      Consumer<ModelEvent> events) {
    if (!Files.exists(files.fineTuning()))
      throw new Refused(new ProjectProblem.NothingTrained(files.folder()));
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    Path model = files.named(training.model());
    KeptModel.fault(model, training)
        .ifPresent(fault -> {
          throw new Refused(fault);
        });
    Base base = new BaseChoice(files, settings, bases).again(training.base(), events);
    return new Result(files, training, base, model, workshop);
  }

  ScoringModel tuned() {
    return workshop.open(base.place(), model, training.plan().numerics());
  }

  ScoringModel untrained() {
    return workshop.open(base.place(), null, training.plan().numerics());
  }

  String system() {
    return training.plan().system();
  }

  Path classifierFile() {
    return files.classifier(training.planDigest());
  }

  /// @throws Refused with [ProjectProblem.NothingTrained] if the step deploy was never done
  Classifier classifier() {
    if (!Files.exists(classifierFile()))
      throw new Refused(new ProjectProblem.NothingTrained(files.folder()));
    return Json.read(classifierFile(), Classifier.class);
  }
}
