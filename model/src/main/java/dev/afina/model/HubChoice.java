package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.model.HubListing.HubFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which files of a repository make the model: its description, its tokenizer and one form of its
/// weights; or one GGUF file. Everything else, programs above all, stays where it is.
///
/// @param gguf the file that was chosen; empty for a model's folder
record HubChoice(String gguf, List<HubFile> files) {

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
      List<HubFile> weights = there(listing, FolderFiles.WEIGHTS.stream()).limit(1).toList();
      if (!weights.isEmpty()) {
        Stream<String> names =
            Stream.concat(FolderFiles.DESCRIPTION.stream(), Stream.of(FolderFiles.CARD));
        return new HubChoice("", Stream.concat(there(listing, names), weights.stream()).toList());
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

  private static Stream<HubFile> there(HubListing listing, Stream<String> names) {
    return names.flatMap(name -> listing.file(name).stream());
  }

  /// The files that an index names, once it is here.
  List<HubFile> shards(HubListing listing, HubFile file, Path folder) throws NoAnswer {
    Optional<Shards.Form> form = Shards.Form.of(file.name());
    if (form.isEmpty()) return List.of();
    List<HubFile> shards = new ArrayList<>();
    for (String name : Shards.fileNames(form.get(), folder))
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
