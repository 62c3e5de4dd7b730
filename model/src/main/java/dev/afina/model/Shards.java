package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tensors spread over several safetensors files; an index says which file holds which.
final class Shards implements ModelFile {

  static final String INDEX = "model.safetensors.index.json";

  private final SequencedMap<String, SafetensorsFile> places = new LinkedHashMap<>();
  private final Map<String, SafetensorsFile> files = new LinkedHashMap<>();

  private Shards() {}

  /// @throws Refused with a [ModelProblem] if the index or one of its files is damaged
  static Shards open(Path folder) {
    Shards shards = new Shards();
    try {
      shards.read(folder);
      return shards;
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  private void read(Path folder) {
    Path index = folder.resolve(INDEX);
    JsonNode map = Json.read(index, JsonNode.class).path("weight_map");
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String name = plain(index, entry.getKey(), entry.getValue());
      SafetensorsFile file = files.computeIfAbsent(name, n -> part(folder, n));
      if (!file.names().contains(entry.getKey()))
        throw new Refused(new ModelProblem.MissingTensor(folder.resolve(name), entry.getKey()));
      places.put(entry.getKey(), file);
    }
    if (places.isEmpty()) throw damaged(index, "weight_map", "{}", "{…}");
  }

  /// An index must not lead out of its folder.
  private static String plain(Path index, String tensor, JsonNode file) {
    String name = file.asString("");
    if (name.matches("[\\w.-]+\\.safetensors")) return name;
    throw damaged(index, tensor, name, "*.safetensors");
  }

  /// The files an index names; for the folder's digest.
  static List<String> fileNames(Path folder) {
    Path index = folder.resolve(INDEX);
    JsonNode map = Json.read(index, JsonNode.class).path("weight_map");
    return map.properties().stream()
        .map(entry -> plain(index, entry.getKey(), entry.getValue()))
        .distinct()
        .sorted()
        .toList();
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
    files.values().forEach(SafetensorsFile::close);
  }

  private SafetensorsFile file(String name) {
    SafetensorsFile file = places.get(name);
    if (file == null) throw new IllegalArgumentException("no tensor " + name);
    return file;
  }

  private static SafetensorsFile part(Path folder, String name) {
    if (!Files.exists(folder.resolve(name)))
      throw new Refused(new ModelProblem.MissingPart(folder, name));
    return SafetensorsFile.open(folder.resolve(name));
  }

  private static Refused damaged(Path file, String field, String found, String allowed) {
    return new Refused(new ModelProblem.Damaged(file, field, found, allowed));
  }
}
