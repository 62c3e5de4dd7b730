package dev.afina.tokenizer;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Where tokenizers come from.
public final class Tokenizers {
  private Tokenizers() {}

  private static final String NATIVE_FOLDER = "DJL_CACHE_DIR";

  /// Reads a Hugging Face `tokenizer.json`.
  ///
  /// @throws Refused with a [TokenizerProblem], or a [FileProblem] if the file cannot be read
  public static Tokenizer fromJson(Path file) {
    try {
      return fromJson(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }

  /// Reads a Hugging Face folder: its `tokenizer.json`, or the `vocab.json` and `merges.txt` that
  /// older programs left.
  ///
  /// @param family the model's `model_type`
  /// @return empty if the folder has neither
  /// @throws Refused with a [TokenizerProblem], or a [FileProblem] if a file cannot be read
  public static Optional<Tokenizer> inFolder(Path folder, String family) {
    Path json = folder.resolve("tokenizer.json");
    if (Files.exists(json)) return Optional.of(fromJson(json));
    if (!VocabularyFiles.areIn(folder)) return Optional.empty();
    return Optional.of(of(new VocabularyFiles(folder).read(family), folder.toString()));
  }

  /// The vocabulary of a Hugging Face folder, for a file of another kind.
  ///
  /// @param family the model's `model_type`
  /// @throws Refused with a [TokenizerProblem] if it is no vocabulary that a GGUF file can hold
  public static Vocabulary vocabularyIn(Path folder, String family) {
    Path json = folder.resolve("tokenizer.json");
    return Files.exists(json)
        ? new VocabularyJson(Json.read(json, JsonNode.class), json.toString()).read()
        : new VocabularyFiles(folder).read(family);
  }

  /// Reads the text of a `tokenizer.json`.
  ///
  /// @param place where it stands, for the message
  public static Tokenizer fromJson(String text, String place) {
    try {
      JsonNode json = Json.tree(text);
      List<String> special = special(json);
      int size = size(json, place);
      return DjlTokenizer.open(TokenizerCheck.checked(json, place), special, size, place);
    } catch (JacksonException e) {
      throw damaged(place, "JSON: " + Json.reason(e));
    }
  }

  /// Builds the tokenizer of a GGUF file.
  ///
  /// @param place the file, for the message
  /// @throws Refused with a [TokenizerProblem] if it cuts words in a way not known here
  public static Tokenizer of(Vocabulary vocabulary, String place) {
    // What is written here needs no check but of the names that the file gives.
    List<String> tokens = vocabulary.tokens();
    Vocabulary.NamedIds named = vocabulary.named();
    for (List<Integer> ids : List.of(named.special(), named.added()))
      if (ids.stream().anyMatch(id -> tokens.get(id).isEmpty()))
        throw damaged(place, "added_tokens: \"\"");
    List<String> special = named.special().stream().map(tokens::get).toList();
    return DjlTokenizer.open(TokenizerJson.of(vocabulary, place), special, tokens.size(), place);
  }

  /// The `tokenizer.json` of a GGUF file's tokenizer, for other programs.
  ///
  /// @throws Refused with a [TokenizerProblem] if it cuts words in a way not known here
  public static String jsonOf(Vocabulary vocabulary, String place) {
    return TokenizerJson.of(vocabulary, place);
  }

  /// Says where the tokenizer's native library is unpacked (about 15 MB). It counts for the whole
  /// process, and only before the first tokenizer is opened; a folder named in the environment
  /// (`DJL_CACHE_DIR`) goes before.
  public static void keepNativeLibraryIn(Path folder) {
    if (System.getenv(NATIVE_FOLDER) == null && System.getProperty(NATIVE_FOLDER) == null)
      System.setProperty(NATIVE_FOLDER, folder.toAbsolutePath().toString());
  }

  /// One more than the largest id. The native library does not tell.
  private static int size(JsonNode json, String place) {
    JsonNode vocabulary = json.path("model").path("vocab");
    if (vocabulary.isEmpty()) throw damaged(place, "model.vocab");
    int largest = vocabulary.isArray() ? vocabulary.size() - 1 : -1;
    if (vocabulary.isObject())
      for (JsonNode id : vocabulary.values()) largest = Math.max(largest, id(id, place));
    for (JsonNode added : json.path("added_tokens"))
      largest = Math.max(largest, id(added.path("id"), place));
    return largest + 1;
  }

  private static List<String> special(JsonNode json) {
    return json.path("added_tokens")
        .valueStream()
        .filter(token -> token.path("special").asBoolean(false))
        .map(token -> token.path("content").asString(""))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static int id(JsonNode node, String place) {
    if (node.isInt() && node.intValue() >= 0) return node.intValue();
    throw damaged(place, "id " + node);
  }

  static Refused damaged(String place, String reason) {
    return new Refused(new TokenizerProblem.Damaged(place, reason));
  }
}
