package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.model.HubListing.HubFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Which files of a repository make the model: its description, its tokenizer and one form of its
/// weights; or one GGUF file. Everything else, programs above all, stays where it is.
///
/// @param gguf the file that was chosen; empty for a model's folder
record HubChoice(String gguf, List<HubFile> files) {

  private static final List<String> DESCRIPTION =
      List.of(
          "config.json",
          "generation_config.json",
          "chat_template.jinja",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "README.md");

  /// In the order of preference; an index brings its shards.
  private static final List<String> WEIGHTS =
      List.of("model.safetensors", Shards.INDEX, "pytorch_model.bin");

  HubChoice {
    files = List.copyOf(files);
  }

  /// @param asked a GGUF file or a part of its name; empty for the model's folder, or for the only
  ///   GGUF file of a repository that has nothing else
  /// @throws Refused with [ModelProblem.ChooseFile] if several files could be meant, or none
  static HubChoice of(HubListing listing, String asked) {
    List<HubFile> ggufs =
        listing.files().stream().filter(file -> file.name().matches("[\\w.+-]+\\.gguf")).toList();
    boolean folder = listing.file("config.json").isPresent();
    if (asked.isEmpty() && folder) {
      List<HubFile> files = new ArrayList<>(weights(listing));
      if (!files.isEmpty()) {
        files.addAll(0, DESCRIPTION.stream().flatMap(n -> listing.file(n).stream()).toList());
        return new HubChoice("", files);
      }
    }
    List<HubFile> meant = ggufs.stream().filter(file -> means(asked, file.name())).toList();
    if (meant.size() == 1) return new HubChoice(meant.getFirst().name(), meant);
    throw new Refused(
        new ModelProblem.ChooseFile(
            listing.repository(), asked, ggufs.stream().map(HubFile::name).sorted().toList()));
  }

  /// Whether a file is the one, or one of those, that a person means.
  static boolean means(String asked, String file) {
    String small = file.toLowerCase(Locale.ROOT);
    String word = asked.toLowerCase(Locale.ROOT);
    // `Q4_1` is no `Q4_1_XL`: what is named stands between separators.
    return asked.isEmpty()
        || small.equals(word)
        || Stream.of(small.split("[.-]")).anyMatch(word::equals);
  }

  private static List<HubFile> weights(HubListing listing) {
    return WEIGHTS.stream().flatMap(name -> listing.file(name).stream()).limit(1).toList();
  }

  /// The files that an index names, once it is here.
  List<HubFile> shards(HubListing listing, HubFile file, Path folder) throws NoAnswer {
    if (!file.name().equals(Shards.INDEX)) return List.of();
    List<HubFile> shards = new ArrayList<>();
    for (String name : Shards.fileNames(folder))
      shards.add(
          listing
              .file(name)
              .orElseThrow(() -> new NoAnswer(ModelEvent.PlaceFault.NOT_THERE, name)));
    return shards;
  }

  /// The folder in the cache.
  String folder(String commit) {
    return commit.substring(0, 12) + (gguf.isEmpty() ? "" : "+" + gguf);
  }
}
