package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tensors spread over several files of one form; an index says which file holds which.
final class Shards implements ModelFile {

  /// What the files are.
  enum Form {
    SAFETENSORS("model.safetensors.index.json", ".safetensors"),
    TORCH("pytorch_model.bin.index.json", ".bin");

    private final String index;
    private final String ending;

    Form(String index, String ending) {
      this.index = index;
      this.ending = ending;
    }

    /// The index's name.
    String index() {
      return index;
    }

    /// The form whose index has this name.
    static Optional<Form> of(String index) {
      return Arrays.stream(values()).filter(form -> form.index.equals(index)).findFirst();
    }

    private ModelFile open(Path file) {
      return switch (this) {
        case SAFETENSORS -> SafetensorsFile.open(file);
        case TORCH -> TorchFile.open(file);
      };
    }
  }

  private final SequencedMap<String, ModelFile> places = new LinkedHashMap<>();
  private final Map<String, ModelFile> files = new LinkedHashMap<>();

  private Shards() {}

  /// @throws Refused with a [ModelProblem] if the index or one of its files is damaged
  static Shards open(Form form, Path folder) {
    Shards shards = new Shards();
    try {
      shards.read(form, folder);
      return shards;
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  private void read(Form form, Path folder) {
    map(form, folder)
        .forEach((tensor, name) -> {
          ModelFile file = files.computeIfAbsent(name, _ -> part(form, folder, name));
          if (!file.names().contains(tensor))
            throw new Refused(new ModelProblem.MissingTensor(folder.resolve(name), tensor));
          places.put(tensor, file);
        });
  }

  /// The files an index names.
  static List<String> fileNames(Form form, Path folder) {
    return map(form, folder).values().stream().distinct().sorted().toList();
  }

  /// Tensors to files. An index must not lead out of its folder.
  private static SequencedMap<String, String> map(Form form, Path folder) {
    Path index = folder.resolve(form.index);
    SequencedMap<String, String> map = new LinkedHashMap<>();
    JsonNode json = Json.read(index, JsonNode.class).path("weight_map");
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String name = entry.getValue().asString("");
      if (!name.matches("[\\w.-]+") || !name.endsWith(form.ending))
        throw damaged(index, entry.getKey(), name, "*" + form.ending);
      map.put(entry.getKey(), name);
    }
    if (map.isEmpty()) throw damaged(index, "weight_map", "{}", "{…}");
    return map;
  }

  @Override
  public SequencedSet<String> names() {
    return places.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    return file(name).shape(name);
  }

  @Override
  public void read(String name, MemorySegment target) {
    file(name).read(name, target);
  }

  @Override
  public @Nullable StoredRows stored(String name) {
    return file(name).stored(name);
  }

  @Override
  public void close() {
    files.values().forEach(ModelFile::close);
  }

  private ModelFile file(String name) {
    ModelFile file = places.get(name);
    if (file == null) throw new IllegalArgumentException("no tensor " + name);
    return file;
  }

  private static ModelFile part(Form form, Path folder, String name) {
    if (!Files.exists(folder.resolve(name)))
      throw new Refused(new ModelProblem.MissingPart(folder, name));
    return form.open(folder.resolve(name));
  }

  private static Refused damaged(Path file, String field, String found, String allowed) {
    return new Refused(new ModelProblem.Damaged(file, field, found, allowed));
  }
}
