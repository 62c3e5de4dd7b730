package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Tokenizers;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A result in the forms that other programs read: PEFT's adapter, or a whole Hugging Face folder.
public final class Export {
  private Export() {}

  /// Other programs need one, also where Afina did with the plain one.
  private static final String TEMPLATE = "chat_template.jinja";

  /// Writes the adapter, naming the base as other programs can find it.
  ///
  /// @param target an empty folder
  public static void adapter(PeftAdapter adapter, Base base, Path target) {
    adapter.check(base.architecture());
    ObjectNode config =
        (ObjectNode) Json.read(adapter.folder().resolve(PeftAdapter.CONFIG), JsonNode.class);
    String[] origin = KnownBase.origin(base.name()).split("@", 2);
    config.put("base_model_name_or_path", origin[0]);
    if (origin.length == 2) config.put("revision", origin[1].replaceFirst(":.*", ""));
    copy(adapter.folder().resolve(PeftAdapter.WEIGHTS), target.resolve(PeftAdapter.WEIGHTS));
    Json.write(target.resolve(PeftAdapter.CONFIG), config);
  }

  /// Writes the base with what the adapter learned, in 32 bits.
  ///
  /// @param target an empty folder
  /// @throws Refused with a [ModelProblem] if the adapter does not fit the base, or the base cannot
  ///   be described as a folder
  public static void merged(PeftAdapter adapter, Base base, Path target) {
    try (ModelFile merged = Merged.open(base, adapter)) {
      SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
      for (String name : merged.names()) shapes.put(name, merged.shape(name));
      Safetensors.write(
          target.resolve(FolderFiles.SAFETENSORS),
          shapes,
          name -> MemorySegment.ofArray(merged.floats(name)));
    }
    describe(base, target);
  }

  /// Copies a model that is whole already.
  ///
  /// @param target an empty folder
  public static void whole(Path model, Path target) {
    whole(model, model.resolve(FolderFiles.SAFETENSORS), target);
  }

  /// Puts weights in 32 bits together with the description of the model that they are of.
  ///
  /// @param described its folder
  /// @param target an empty folder
  public static void whole(Path described, Path weights, Path target) {
    copyDescription(described, target);
    copy(weights, target.resolve(FolderFiles.SAFETENSORS));
  }

  /// Writes the base with what the adapter learned as one GGUF file.
  ///
  /// @param target an empty folder
  /// @throws Refused with a [ModelProblem] if the adapter does not fit the base, or such a file
  ///   cannot hold the model
  public static void gguf(Encoding encoding, PeftAdapter adapter, Base base, Path target) {
    try (ModelFile merged = Merged.open(base, adapter)) {
      GgufExport.model(base, merged, encoding, target.resolve("model.gguf"));
    }
  }

  /// The same of a model that is whole already.
  public static void gguf(Encoding encoding, Base model, Path target) {
    try (ModelFile weights = model.weights()) {
      GgufExport.model(model, weights, encoding, target.resolve("model.gguf"));
    }
  }

  /// Writes the adapter alone as a GGUF file, to be used beside its base.
  ///
  /// @param target an empty folder
  public static void ggufAdapter(PeftAdapter adapter, Base base, Path target) {
    GgufExport.adapter(adapter, base, target.resolve("adapter.gguf"));
  }

  private static void describe(Base base, Path target) {
    if (Files.isDirectory(base.place())) copyDescription(base.place(), target);
    else
      try (GgufFile file = GgufFile.open(base.place())) {
        describe(file, base, target);
      }
  }

  private static void copyDescription(Path from, Path target) {
    for (String name : FolderFiles.DESCRIPTION) {
      Path file = from.resolve(name);
      if (!Files.exists(file)) continue;
      boolean settings = name.equals("config.json") || name.equals("tokenizer_config.json");
      if (settings) Json.write(target.resolve(name), withoutPrograms(file));
      else copy(file, target.resolve(name));
    }
    if (new HuggingFaceFolder(from).ownTemplate().isEmpty())
      SafeFile.write(target.resolve(TEMPLATE), ChatTemplate.PLAIN);
  }

  /// Without what would make another program load code, and with the weights' true type.
  private static JsonNode withoutPrograms(Path file) {
    ObjectNode json = (ObjectNode) Json.read(file, JsonNode.class);
    json.remove(List.of("auto_map", "_name_or_path"));
    for (String type : List.of("dtype", "torch_dtype"))
      if (json.has(type)) json.put(type, "float32");
    return json;
  }

  private static void describe(GgufFile file, Base base, Path target) {
    int begin = file.token("bos");
    int end = file.token("eos");
    List<String> tokens = file.tokens();
    Path config = target.resolve("config.json");
    Json.write(
        config,
        ConfigWriter.describe(
            base.architecture(), base.place(), new ConfigWriter.Ends(begin, end)));
    // What was written must be what was computed with: scaled positions, for instance, are not.
    if (!Config.read(config).equals(base.architecture()))
      throw new Refused(
          new ModelProblem.UnsupportedSetting(
              base.place(), "rope", "–", base.architecture().family() + " rope_theta"));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("tokenizer_class", "PreTrainedTokenizerFast");
    put(settings, "bos_token", tokens, begin);
    put(settings, "eos_token", tokens, end);
    put(settings, "pad_token", tokens, file.token("padding"));
    settings.put("clean_up_tokenization_spaces", false);
    Json.write(target.resolve("tokenizer_config.json"), settings);
    SafeFile.write(
        target.resolve("tokenizer.json"),
        Tokenizers.jsonOf(file.vocabulary(), base.place().toString()));
    SafeFile.write(
        target.resolve(TEMPLATE), Objects.requireNonNullElse(file.template(), ChatTemplate.PLAIN));
    Map<String, Object> generation = new LinkedHashMap<>();
    if (begin >= 0) generation.put("bos_token_id", begin);
    if (end >= 0) generation.put("eos_token_id", end);
    if (file.token("padding") >= 0) generation.put("pad_token_id", file.token("padding"));
    Json.write(target.resolve("generation_config.json"), generation);
  }

  private static void put(Map<String, Object> settings, String name, List<String> all, int id) {
    if (id >= 0 && id < all.size()) settings.put(name, all.get(id));
  }

  private static void copy(Path from, Path to) {
    if (!Files.exists(from)) throw new Refused(new FileProblem.Missing(from));
    SafeFile.write(to, out -> Files.copy(from, out));
  }

  /// Fills a folder that appears whole or not at all.
  ///
  /// @throws Refused with [FileProblem] if it cannot be written
  public static void into(Path target, Consumer<Path> filling) {
    Path whole = target.toAbsolutePath().normalize();
    Path fresh = whole.resolveSibling("." + whole.getFileName() + ".part");
    SafeFile.deleteTree(fresh);
    try {
      Files.createDirectories(fresh);
      filling.accept(fresh);
      SafeFile.deleteTree(whole);
      Files.move(fresh, whole);
      SafeFile.syncFolder(Objects.requireNonNull(whole.getParent(), "no root is exported to"));
    } catch (IOException e) {
      throw FileProblem.writing(target, e);
    } finally {
      if (Files.exists(fresh)) SafeFile.deleteTree(fresh);
    }
  }
}
