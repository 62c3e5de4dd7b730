package dev.afina.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import java.nio.file.Path;
import java.util.List;

/// Why a training cannot be done, or not gone on with. The engine hands these over as JSON.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "problem")
public sealed interface TrainingProblem extends Fact {

  /// A number of the recipe outside its range.
  record OutOfRange(String setting, double value, double low, double high)
      implements TrainingProblem {}

  /// A conversation (counted from 1) that does not fit.
  record TooLong(String file, int line, int tokens, int limit) implements TrainingProblem {}

  /// So many conversations lost something to fit; a warning.
  record Shortened(String file, int conversations, int limit) implements TrainingProblem {}

  /// Dropout makes the steps slower; a warning.
  record DropoutIsSlower(double dropout) implements TrainingProblem {}

  /// A step whose conversations all have nothing to learn: every weight is 0.
  record EmptyStep(int conversations) implements TrainingProblem {}

  /// Nothing in the training part is learned.
  record NothingToLearn(String file) implements TrainingProblem {}

  /// The engine's class path is not where it should be.
  record NoEngine(Path folder) implements TrainingProblem {}

  /// libtorch could not be loaded on this machine.
  record NoNativeLibrary(String platform, String reason) implements TrainingProblem {}

  /// The child process ended by itself.
  record EngineCrashed(int exitCode, String lastWords, Path log) implements TrainingProblem {}

  /// Another process trains this very run.
  record AlreadyRunning(Path run) implements TrainingProblem {}

  /// The loss is no number any more.
  record Diverged(int step) implements TrainingProblem {}

  /// A checkpoint made by other arithmetic: the result may differ in its last bits.
  record MadeElsewhere(String there, String here) implements TrainingProblem {}

  /// The run was stopped and goes on later.
  record Interrupted(int step, int steps) implements TrainingProblem {}

  /// The base's weights do not fit its description.
  record WrongWeights(String tensor, String expected, String found) implements TrainingProblem {}

  /// A file of the run is damaged.
  record Damaged(Path file, String reason) implements TrainingProblem {}

  /// A full training writes a whole model and so needs a base in Hugging Face's form.
  record FullNeedsFolder(String base) implements TrainingProblem {}

  /// An adapter on a layer that no block has.
  record NoSuchTarget(String target, List<String> known) implements TrainingProblem {}

  /// An adapter on a block that the base does not have.
  ///
  /// @param layer counts from 0
  record NoSuchLayer(int layer, int layers) implements TrainingProblem {}

  /// The training needs more memory than can be had.
  ///
  /// @param needed and `free` in bytes
  /// @param microBatch the largest with which it fits
  record TooLittleMemory(long needed, long free, int microBatch) implements TrainingProblem {}

  /// One conversation alone needs more memory than can be had.
  ///
  /// @param needed and `free` in bytes
  /// @param maxTokens the largest with which it fits
  record TooLongForMemory(long needed, long free, int maxTokens) implements TrainingProblem {}

  /// Not even one short conversation at a time fits into memory.
  record BaseTooLarge(String base, long needed, long free) implements TrainingProblem {}

  /// Memory ran out in the middle of the training.
  record OutOfMemory(int step) implements TrainingProblem {}

  /// Nothing happened for a long time; the child process was ended.
  record Stalled(int step, long seconds) implements TrainingProblem {}

  /// A process that was asked something did not answer for a long time; it was ended.
  record Silent(long seconds, Path log) implements TrainingProblem {}

  /// A result that is not what a training writes.
  record OddResult(Path file) implements TrainingProblem {}

  /// A file could not be read or written.
  record OfFile(FileProblem cause) implements TrainingProblem {}

  /// Refused by another part of the engine, in its own words.
  record Other(String words) implements TrainingProblem {}

  /// The problem within a refusal, in a form that can be handed over.
  static TrainingProblem of(Refused refused) {
    return switch (refused.facts().getFirst()) {
      case TrainingProblem problem -> problem;
      case FileProblem problem -> new OfFile(problem);
      case Fact other -> new Other(other.toString());
    };
  }
}
