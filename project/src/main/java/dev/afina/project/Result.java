package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Prediction;
import dev.afina.model.Base;
import dev.afina.model.Encoding;
import dev.afina.model.Export;
import dev.afina.model.ExportForm;
import dev.afina.model.ModelEvent;
import dev.afina.model.PeftAdapter;
import dev.afina.model.ScoringModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /// The base with an adapter made elsewhere.
  ///
  /// @throws Refused if the adapter is not understood or does not fit
  ScoringModel with(Path adapter) {
    PeftAdapter.in(adapter).check(base.architecture());
    return workshop.open(base.place(), adapter, training.plan().numerics());
  }

  /// Writes it for other programs.
  ///
  /// @param target an empty folder
  /// @throws Refused with [ProjectProblem.NoAdapter] if it is whole and an adapter is wanted
  void writeAs(ExportForm form, Path target) {
    switch (training.form()) {
      case ADAPTER -> writeAs(form, PeftAdapter.in(model), target);
      case WHOLE -> {
        switch (form) {
          case ADAPTER, GGUF_ADAPTER ->
              throw new Refused(new ProjectProblem.NoAdapter(training.model()));
          case MERGED -> Export.whole(model, target);
          case GGUF_F16 -> Export.gguf(Encoding.F16, tunedAsBase(), target);
          case GGUF_Q8_0 -> Export.gguf(Encoding.Q8_0, tunedAsBase(), target);
        }
      }
    }
  }

  private void writeAs(ExportForm form, PeftAdapter adapter, Path target) {
    switch (form) {
      case ADAPTER -> Export.adapter(adapter, base, target);
      case MERGED -> Export.merged(adapter, base, target);
      case GGUF_F16 -> Export.gguf(Encoding.F16, adapter, base, target);
      case GGUF_Q8_0 -> Export.gguf(Encoding.Q8_0, adapter, base, target);
      case GGUF_ADAPTER -> Export.ggufAdapter(adapter, base, target);
    }
  }

  private Base tunedAsBase() {
    return Base.open(base.name(), model, training.weights());
  }

  Path classifierFile() {
    return files.classifier(training.planDigest());
  }

  /// The likeliest intent of each text, in their order.
  ///
  /// @param adapter one made elsewhere, in place of what was learned here; it is never unsure,
  ///   because a threshold belongs to the weights it was measured on
  List<Prediction> classify(List<String> texts, Optional<Path> adapter) {
    Classifier own = classifier();
    Classifier classifier = adapter.isEmpty() ? own : new Classifier(own.labels(), 0, 0);
    try (ScoringModel model = adapter.map(this::with).orElseGet(this::tuned)) {
      return model
          .score(
              texts.stream().map(text -> SystemPrompt.ask(system(), text)).toList(),
              classifier.labels())
          .stream()
          .map(classifier::predict)
          .toList();
    }
  }

  /// @throws Refused with [ProjectProblem.NothingTrained] if the step deploy was never done
  Classifier classifier() {
    if (!Files.exists(classifierFile()))
      throw new Refused(new ProjectProblem.NothingTrained(files.folder()));
    return Json.read(classifierFile(), Classifier.class);
  }
}
