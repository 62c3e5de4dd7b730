package dev.afina.model;

import dev.afina.core.Fact;
import java.nio.file.Path;
import java.util.List;

/// Why a base model cannot be had or read.
public sealed interface ModelProblem extends Fact {

  /// Neither a known name nor a file or folder.
  record UnknownBase(String name, List<String> known) implements ModelProblem {
    public UnknownBase {
      known = List.copyOf(known);
    }
  }

  /// A known base could be had from none of its places.
  ///
  /// @param answers what each place said ([ModelEvent.PlaceFailed]), or [ModelEvent.Offline]
  record NoPlaceAnswered(String name, List<ModelEvent> answers) implements ModelProblem {
    public NoPlaceAnswered {
      answers = List.copyOf(answers);
    }
  }

  /// The hub does not give a model to everybody, or has none of this name.
  ///
  /// @param answer what it said, for instance `HTTP 401 RepoNotFound`
  /// @param withToken whether it was shown a token
  record NotAllowed(String repository, String answer, boolean withToken) implements ModelProblem {}

  /// The hub has no such model, or no such revision or file of it.
  record NoSuchRepository(String repository, String revision) implements ModelProblem {}

  /// Which file of a repository is meant is not clear.
  ///
  /// @param asked what was said of it; may be empty
  /// @param files GGUF files there
  record ChooseFile(String repository, String asked, List<String> files) implements ModelProblem {
    public ChooseFile {
      files = List.copyOf(files);
    }
  }

  /// A model that would be shown or removed is not here.
  record NotHere(String name) implements ModelProblem {}

  /// The file's content is not what the name promises.
  record WrongDigest(Path file, String expected, String found) implements ModelProblem {}

  /// Neither a GGUF file nor a folder with a `config.json`.
  record NotAModel(Path path) implements ModelProblem {}

  /// A file that a model folder must have.
  record MissingPart(Path folder, String part) implements ModelProblem {}

  /// A number or text in a file's header that cannot be. `allowed` is written in symbols.
  record Damaged(Path file, String field, String found, String allowed) implements ModelProblem {}

  /// A kind of model that is not known here.
  record UnknownArchitecture(Path file, String architecture, List<String> supported)
      implements ModelProblem {
    public UnknownArchitecture {
      supported = List.copyOf(supported);
    }
  }

  /// A known kind of model with a setting that is not supported.
  record UnsupportedSetting(Path file, String setting, String value, String supported)
      implements ModelProblem {}

  /// An adapter with an option that makes something else of it than LoRA on linear layers.
  ///
  /// @param supported values that are understood; a dash if only leaving it out is
  record UnsupportedAdapter(Path file, String option, String value, String supported)
      implements ModelProblem {}

  /// Something the model computes cannot be said in a GGUF file.
  record NotInGguf(Path base, String family) implements ModelProblem {}

  /// A tensor stored in a way that is not supported, for instance `Q4_K`.
  record UnsupportedStorage(Path file, String tensor, String storage, List<String> supported)
      implements ModelProblem {
    public UnsupportedStorage {
      supported = List.copyOf(supported);
    }
  }

  /// A `pytorch_model.bin` with more than tensors: `found` is what Python would do or name next.
  record NotOnlyTensors(Path file, String found) implements ModelProblem {}

  /// A tensor the architecture needs.
  record MissingTensor(Path file, String tensor) implements ModelProblem {}

  /// A tensor the architecture does not know; computing without it would give another model.
  record UnexpectedTensor(Path file, String tensor) implements ModelProblem {}

  /// A tensor of another shape than the architecture says.
  record WrongShape(Path file, String tensor, String expected, String found)
      implements ModelProblem {}

  /// The tokenizer makes ids for which the model has no row.
  record TokenizerTooLarge(Path file, int tokens, int vocabulary) implements ModelProblem {}

  /// A variable of the environment that cannot be used.
  record BadEnvironment(String variable, String value, String allowed) implements ModelProblem {}
}
