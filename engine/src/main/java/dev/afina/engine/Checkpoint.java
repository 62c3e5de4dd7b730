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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a run: a folder for each, named by its step, with the weights, the
/// optimizer's running means and the position; beside them the weights of the best epoch. Random
/// numbers are drawn from the seed and the position, so there is no random state to keep.
///
/// A folder appears whole or not at all. What a machine lost after it had said that it was written
/// is found by its digest; therefore the last two checkpoints are kept, each with the best epoch it
/// knew.
record Checkpoint(Path folder) {
  private static final int GENERATIONS = 2;

  /// The epoch whose weights are kept, as far as is known.
  ///
  /// @param weights digest of its file
  record Best(int epoch, Digest weights) {}

  /// Where a training stands.
  ///
  /// @param epochLoss weighted sum over the tokens of the epoch that is not done yet
  /// @param epochWeight the sum of their weights
  /// @param losses of all steps so far
  /// @param epochs the epochs that are done
  /// @param best `null` before the first epoch is done
  /// @param tensors digest of the file with weights and optimizer
  record State(
      double epochLoss,
      double epochWeight,
      List<Double> losses,
      List<History.Epoch> epochs,
      @Nullable Best best,
      Digest tensors) {}

  /// @param damaged how many newer checkpoints were passed over
  record Restored(Position position, int damaged) {}

  void save(Position position, Parameters parameters, AdamW optimizer) {
    Path fresh = folder.resolve(".fresh");
    SafeFile.deleteTree(fresh);
    SequencedMap<String, Safetensors.Floats> named = new LinkedHashMap<>();
    vectors(parameters, optimizer)
        .forEach((name, vector) ->
            named.put(
                name, new Safetensors.Floats(List.of(vector.numel()), Weights.memory(vector))));
    Safetensors.write(tensors(fresh), named);
    Json.write(stateFile(fresh), position.state(Digest.of(tensors(fresh))));
    Path whole = folder.resolve("%08d".formatted(position.step()));
    SafeFile.deleteTree(whole);
    try {
      Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileProblem.writing(whole, e);
    }
    SafeFile.syncFolder(folder);
    forget();
  }

  /// Writes the weights of an epoch that are to be kept.
  Best keep(int epoch, Learning learning) {
    learning.write(best(epoch));
    return new Best(epoch, Digest.of(best(epoch)));
  }

  /// The weights of an epoch that was kept.
  Path best(int epoch) {
    return folder.resolve("best-" + epoch + ".safetensors");
  }

  /// Goes back to the newest checkpoint that is undamaged, or to the beginning.
  Restored restore(Parameters parameters, AdamW optimizer) {
    int damaged = 0;
    for (Path candidate : newestFirst()) {
      Optional<State> state = undamaged(candidate);
      if (state.isPresent()) {
        try (ModelFile file = Safetensors.open(tensors(candidate))) {
          vectors(parameters, optimizer)
              .forEach((name, vector) -> file.read(name, Weights.memory(vector)));
        }
        return new Restored(new Position(state.get()), damaged);
      }
      damaged++;
    }
    return new Restored(new Position(), damaged);
  }

  /// What a checkpoint says, if its files are those that were written.
  private Optional<State> undamaged(Path checkpoint) {
    return state(checkpoint)
        .filter(state -> holds(tensors(checkpoint), state.tensors()))
        .filter(state -> {
          Best best = state.best();
          return best == null || holds(best(best.epoch()), best.weights());
        });
  }

  private static Optional<State> state(Path checkpoint) {
    try {
      return Optional.of(Json.read(stateFile(checkpoint), State.class));
    } catch (Refused unreadable) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path file, Digest written) {
    return Files.isRegularFile(file) && Digest.of(file).equals(written);
  }

  /// Deletes what no kept checkpoint needs.
  private void forget() {
    List<Path> all = newestFirst();
    int kept = Math.min(GENERATIONS, all.size());
    all.subList(kept, all.size()).forEach(SafeFile::deleteTree);
    Set<Path> needed =
        all.subList(0, kept).stream()
            .map(Checkpoint::state)
            .flatMap(Optional::stream)
            .map(State::best)
            .filter(Objects::nonNull)
            .map(best -> best(best.epoch()))
            .collect(Collectors.toSet());
    for (Path file : found("best-\\d+\\.safetensors"))
      if (!needed.contains(file)) SafeFile.deleteTree(file);
  }

  private static SequencedMap<String, Tensor> vectors(Parameters parameters, AdamW optimizer) {
    SequencedMap<String, Tensor> vectors = new LinkedHashMap<>();
    vectors.put("values", parameters.values());
    vectors.put("mean", optimizer.mean());
    vectors.put("square", optimizer.square());
    return vectors;
  }

  private static Path tensors(Path checkpoint) {
    return checkpoint.resolve("tensors.safetensors");
  }

  private static Path stateFile(Path checkpoint) {
    return checkpoint.resolve("state.json");
  }

  private List<Path> newestFirst() {
    List<Path> all = new ArrayList<>(found("\\d{8}"));
    return all.reversed();
  }

  /// What lies in the folder under such a name, in the order of the names.
  private List<Path> found(String name) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(name)).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.reading(folder, e);
    }
  }
}
