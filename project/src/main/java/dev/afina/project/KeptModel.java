package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.model.TunedModel;
import dev.afina.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A result in `models/<plan digest>/`: what the training made, and how it went. The folder is
/// there whole or not at all.
final class KeptModel {
  private KeptModel() {}

  static final String MODEL = "model.json";
  private static final String TRAINING = "training.json";

  /// How the training of this model went, if it is here.
  static Optional<FineTuning> read(Path model) {
    Path training = model.resolve(TRAINING);
    return Files.exists(training) && Files.exists(model.resolve(MODEL))
        ? Optional.of(Json.read(training, FineTuning.class))
        : Optional.empty();
  }

  /// The training step by step.
  static History history(Path model) {
    return Json.read(model.resolve("history.json"), History.class);
  }

  /// What is wrong with its weights: nothing, if they are those that were trained.
  static Optional<ProjectProblem> fault(Path model, FineTuning training) {
    Path weights = weights(model, training.form());
    if (!Files.exists(weights))
      return Optional.of(new ProjectProblem.WeightsMissing(training.model()));
    Digest found = Digest.of(weights);
    return found.equals(training.weights())
        ? Optional.empty()
        : Optional.of(
            new ProjectProblem.WeightsDiffer(
                training.model(), training.weights().brief(), found.brief()));
  }

  static Path weights(Path model, TunedModel.Form form) {
    return switch (form) {
      case ADAPTER -> model.resolve("adapter_model.safetensors");
      case WHOLE -> model.resolve("model.safetensors");
    };
  }

  /// Copies a run's result.
  static void keep(Path result, Path model, FineTuning training) {
    Path parent = Objects.requireNonNull(model.getParent(), "a model lies in models/");
    Path part = parent.resolve("." + model.getFileName() + ".part");
    try {
      SafeFile.deleteTree(part);
      SafeFile.deleteTree(model);
      for (Path file : files(result))
        SafeFile.write(
            part.resolve(result.relativize(file).toString()), out -> Files.copy(file, out));
      Json.write(part.resolve(TRAINING), training);
      Files.move(part, model, StandardCopyOption.ATOMIC_MOVE);
      SafeFile.syncFolder(parent);
    } catch (IOException e) {
      throw FileProblem.writing(model, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
