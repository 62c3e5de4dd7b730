package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.NamedTokens;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.tokenizer.Tokenizers;
import dev.afina.tokenizer.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A model to start from: a GGUF file or a Hugging Face folder, with what must be known about it.
///
/// @param name as the user called it
/// @param place the file or folder
/// @param digest of its content ([#digestOf])
/// @param licence SPDX identifier in lower case, or empty if the model does not say
public record Base(
    String name, Path place, Digest digest, String licence, Architecture architecture) {

  private static final Digest UNASKED = Digest.of("");

  /// Reads what describes the model, not its weights.
  ///
  /// @param digest trusted, not computed
  /// @throws Refused with a [ModelProblem] if it is no model that Afina knows
  public static Base open(String name, Path place, Digest digest) {
    if (isFolder(place)) {
      HuggingFaceFolder folder = new HuggingFaceFolder(place);
      return new Base(name, place, digest, lower(folder.licence()), folder.architecture());
    }
    try (GgufFile file = GgufFile.open(place)) {
      return new Base(name, place, digest, lower(file.licence()), file.architecture());
    }
  }

  /// Reads what describes the model for whoever only computes with it: nobody asks for its digest,
  /// and nothing is read that is as large as its weights.
  ///
  /// @throws Refused with a [ModelProblem] if it is no model that Afina knows
  public static Base at(Path place) {
    return open(place.toString(), place, UNASKED);
  }

  /// The digest of the file, or of those files of the folder that make the model.
  ///
  /// @throws Refused with a [FileProblem] if they cannot be read
  public static Digest digestOf(Path place) {
    return digestOf(place, Digest::of);
  }

  /// @param digest how to get a single file's digest
  static Digest digestOf(Path place, Function<Path, Digest> digest) {
    if (!isFolder(place)) return digest.apply(place);
    return Digest.of(
        FolderFiles.in(place).stream()
            .map(part -> digest.apply(part).hex() + "  " + part.getFileName() + "\n")
            .collect(Collectors.joining()));
  }

  /// The size of the file, or of those files of the folder that make the model.
  public long bytes() {
    List<Path> parts = isFolder(place) ? FolderFiles.in(place) : List.of(place);
    try {
      long bytes = 0;
      for (Path part : parts) bytes += Files.size(part);
      return bytes;
    } catch (IOException e) {
      throw FileProblem.reading(place, e);
    }
  }

  /// Text to this model's tokens and back. Must be closed.
  ///
  /// @throws Refused with a [TokenizerProblem] if text cannot be read the model's way
  public Tokenizer tokenizer() {
    Tokenizer tokenizer = openTokenizer();
    int size = tokenizer.size();
    if (size <= architecture.vocabulary()) return tokenizer;
    tokenizer.close();
    throw new Refused(new ModelProblem.TokenizerTooLarge(place, size, architecture.vocabulary()));
  }

  /// Its tokens, for a file of another kind.
  ///
  /// @throws Refused with a [TokenizerProblem] if a GGUF file cannot hold them
  Vocabulary vocabulary() {
    if (isFolder(place)) return Tokenizers.vocabularyIn(place, architecture.family());
    try (GgufFile file = GgufFile.open(place)) {
      return file.vocabulary();
    }
  }

  /// Whether its tokenizer begins a text with the token for that by itself.
  boolean beginsTexts() {
    if (isFolder(place)) return new HuggingFaceFolder(place).beginsTexts();
    try (GgufFile file = GgufFile.open(place)) {
      return file.beginsTexts();
    }
  }

  /// The tokens that end an answer, as the model's makers set them; empty if they did not. A chat
  /// template's end of turn ends it in any case.
  public List<Integer> ends() {
    if (isFolder(place)) return new HuggingFaceFolder(place).ends();
    try (GgufFile file = GgufFile.open(place)) {
      return file.ends();
    }
  }

  /// How it wants a conversation written.
  ///
  /// @throws Refused with a [TokenizerProblem] if the template is no Jinja, or there is none and no
  ///   end of text either
  public ChatTemplate template() {
    if (isFolder(place)) return new HuggingFaceFolder(place).template(named());
    try (GgufFile file = GgufFile.open(place)) {
      String template = file.template();
      return template == null
          ? ChatTemplate.plain(place.toString(), file.namedTokens())
          : ChatTemplate.of(template, place.toString(), file.namedTokens());
    }
  }

  /// The tokens that a folder's template may name. Where no tokenizer names the end of text, the
  /// model's own does.
  private Map<String, String> named() {
    Map<String, String> named = NamedTokens.in(place);
    List<Integer> ends = ends();
    if (named.containsKey("eos_token") || ends.isEmpty()) return named;
    try (Tokenizer tokenizer = tokenizer()) {
      named.put("eos_token", tokenizer.decode(new int[] {ends.getFirst()}));
    }
    return named;
  }

  /// The weights: all tensors of [Architecture#tensors()], in their shapes. Must be closed.
  ///
  /// @throws Refused with a [ModelProblem] naming the first tensor that is missing or does not fit
  public ModelFile weights() {
    ModelFile file =
        isFolder(place) ? new HuggingFaceFolder(place).weights() : GgufFile.open(place);
    try {
      return new NeededTensors(file, architecture, place);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private Tokenizer openTokenizer() {
    if (isFolder(place)) return new HuggingFaceFolder(place).tokenizer(architecture.family());
    try (GgufFile file = GgufFile.open(place)) {
      return file.tokenizer();
    }
  }

  private static boolean isFolder(Path place) {
    if (!Files.exists(place)) throw new Refused(new FileProblem.Missing(place));
    if (!Files.isDirectory(place)) return false;
    if (HuggingFaceFolder.isOne(place)) return true;
    throw new Refused(new ModelProblem.NotAModel(place));
  }

  private static String lower(String licence) {
    return licence.toLowerCase(Locale.ROOT);
  }
}
