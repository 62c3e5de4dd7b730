package dev.afina.engine;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.ModelFile;
import dev.afina.model.Safetensors;
import dev.afina.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// The checkpoints of a run: a folder for each, named by its step, with the weights, the
/// optimizer's running means and the position. Random numbers are drawn from the seed and the
/// position, so there is no random state to keep. A folder appears whole or not at all; the last
/// two are kept.
record Checkpoint(Path folder) {

  /// Where a training stands.
  ///
  /// @param step optimizer steps done
  /// @param losses of all steps so far
  /// @param epochs the epochs that are done
  /// @param bestEpoch whose weights are kept beside the checkpoints; 0 before the first is done
  /// @param weights digest of the file with the tensors
  record State(
      int step,
      double epochLoss,
      List<Double> losses,
      List<History.Epoch> epochs,
      int bestEpoch,
      Digest weights) {}

  void save(Position position, Parameters parameters, AdamW optimizer) {
    Path fresh = folder.resolve(".fresh");
    SafeFile.deleteTree(fresh);
    Path tensors = fresh.resolve("tensors.safetensors");
    SequencedMap<String, Safetensors.Floats> named = new LinkedHashMap<>();
    vectors(parameters, optimizer)
        .forEach((name, vector) ->
            named.put(
                name, new Safetensors.Floats(List.of(vector.numel()), Weights.memory(vector))));
    Safetensors.write(tensors, named);
    Json.write(fresh.resolve("state.json"), position.state(Digest.of(tensors)));
    Path whole = folder.resolve("%08d".formatted(position.step()));
    SafeFile.deleteTree(whole);
    try {
      Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileProblem.writing(whole, e);
    }
    SafeFile.syncFolder(folder);
    List<Path> all = newestFirst();
    all.subList(Math.min(2, all.size()), all.size()).forEach(SafeFile::deleteTree);
  }

  /// Goes back to the newest checkpoint that is undamaged; empty if there is none.
  Optional<State> restore(Parameters parameters, AdamW optimizer) {
    for (Path candidate : newestFirst()) {
      Path tensors = candidate.resolve("tensors.safetensors");
      try {
        State state = Json.read(candidate.resolve("state.json"), State.class);
        if (!Digest.of(tensors).equals(state.weights())) continue;
        try (ModelFile file = Safetensors.open(tensors)) {
          vectors(parameters, optimizer)
              .forEach((name, vector) -> file.read(name, Weights.memory(vector)));
        }
        return Optional.of(state);
      } catch (Refused damaged) {
        System.err.println("checkpoint " + candidate + " is damaged: " + damaged.getMessage());
      }
    }
    return Optional.empty();
  }

  private static SequencedMap<String, Tensor> vectors(Parameters parameters, AdamW optimizer) {
    SequencedMap<String, Tensor> vectors = new LinkedHashMap<>();
    vectors.put("values", parameters.values());
    vectors.put("mean", optimizer.mean());
    vectors.put("square", optimizer.square());
    return vectors;
  }

  private List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(path -> path.getFileName().toString().matches("\\d{8}"))
          .sorted((a, b) -> b.compareTo(a))
          .toList();
    } catch (IOException e) {
      throw FileProblem.reading(folder, e);
    }
  }
}
