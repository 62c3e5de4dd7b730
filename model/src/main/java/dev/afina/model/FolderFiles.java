package dev.afina.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files of a Hugging Face folder make the model: what is read, fetched, handed on, and
/// counted in its digest. Programs, pictures and other copies of the weights are none of them.
final class FolderFiles {
  private FolderFiles() {}

  /// What describes a model beside its weights.
  static final List<String> DESCRIPTION =
      List.of(
          "added_tokens.json",
          "chat_template.jinja",
          "config.json",
          "generation_config.json",
          "merges.txt",
          "special_tokens_map.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "vocab.json");

  /// Says what it is, whose it is and under which licence; the numbers do not depend on it.
  static final String CARD = "README.md";

  static final String SAFETENSORS = "model.safetensors";
  private static final String TORCH = "pytorch_model.bin";

  /// The forms that weights come in, the one that is used first; an index names further files.
  static final List<String> WEIGHTS =
      List.of(SAFETENSORS, Shards.Form.SAFETENSORS.index(), TORCH, Shards.Form.TORCH.index());

  /// The form that is used of those in a folder.
  static Optional<String> weights(Path folder) {
    return WEIGHTS.stream().filter(name -> Files.exists(folder.resolve(name))).findFirst();
  }

  /// All that are there, in a fixed order.
  static List<Path> in(Path folder) {
    List<String> names = new ArrayList<>(DESCRIPTION);
    weights(folder).ifPresent(names::add);
    names.removeIf(name -> !Files.exists(folder.resolve(name)));
    names.sort(null);
    weights(folder)
        .flatMap(Shards.Form::of)
        .ifPresent(form -> names.addAll(Shards.fileNames(form, folder)));
    return names.stream().map(folder::resolve).toList();
  }
}
