package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// A LoRA adapter in [PEFT](https://huggingface.co/docs/peft)'s form: `adapter_config.json` and
/// `adapter_model.safetensors`, made by Afina or elsewhere. Which layers it is on, its tensors say.
///
/// @param rank columns of its matrices
/// @param alpha the adapter counts `alpha / rank`
/// @param rankStabilised or `alpha / √rank` ([rsLoRA](https://arxiv.org/abs/2312.03732))
public record PeftAdapter(Path folder, int rank, double alpha, boolean rankStabilised) {

  public static final String CONFIG = "adapter_config.json";
  public static final String WEIGHTS = "adapter_model.safetensors";

  /// Before each tensor's name.
  private static final String PREFIX = "base_model.model.";

  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  /// What may have any value, because it changes nothing about an adapter that is trained.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "ensure_weight_tying",
          "exclude_modules",
          "fan_in_fan_out",
          "inference_mode",
          "layers_pattern",
          "layers_to_transform",
          "lora_alpha",
          "lora_dropout",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "r",
          "revision",
          "target_modules",
          "use_rslora");

  /// What has one value that is understood, besides not being there.
  private static final Map<String, List<String>> UNDERSTOOD =
      Map.of(
          "bias", List.of("none"),
          "init_lora_weights", List.of("true", "false", "gaussian", "orthogonal"),
          "peft_type", List.of("LORA"),
          "task_type", List.of("CAUSAL_LM"));

  /// @throws Refused naming every option that would make something else of it
  public static PeftAdapter in(Path folder) {
    Path file = folder.resolve(CONFIG);
    JsonNode config = Json.read(file, JsonNode.class);
    List<ModelProblem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> option : config.properties()) {
      String name = option.getKey();
      List<String> good = UNDERSTOOD.getOrDefault(name, List.of("–"));
      String value = text(option.getValue());
      boolean known = UNDERSTOOD.containsKey(name) && good.contains(value);
      if (!WITHOUT_EFFECT.contains(name) && !known && !isOff(option.getValue()))
        problems.add(
            new ModelProblem.UnsupportedAdapter(file, name, value, String.join(" | ", good)));
    }
    if (!problems.isEmpty()) throw new Refused(problems);
    int rank = config.path("r").asInt(0);
    double alpha = config.path("lora_alpha").asDouble(0);
    if (rank < 1) throw new Refused(new ModelProblem.Damaged(file, "r", "" + rank, "≥ 1"));
    if (!(alpha > 0))
      throw new Refused(new ModelProblem.Damaged(file, "lora_alpha", "" + alpha, "> 0"));
    return new PeftAdapter(folder, rank, alpha, config.path("use_rslora").asBoolean(false));
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asString("null") : value.toString();
  }

  /// Programs write every option there is; one that is not used says so.
  private static boolean isOff(JsonNode value) {
    return value.isNull()
        || (value.isContainer() && value.isEmpty())
        || (value.isBoolean() && !value.booleanValue())
        || (value.isString() && value.asString().isEmpty());
  }

  /// What the product of its matrices is multiplied with.
  public double scale() {
    return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
  }

  public Digest digest() {
    return Digest.of(folder.resolve(WEIGHTS));
  }

  /// Its tensors, by PEFT's names. Must be closed.
  public ModelFile weights() {
    if (!Files.exists(folder.resolve(WEIGHTS)))
      throw new Refused(new ModelProblem.MissingPart(folder, WEIGHTS));
    return SafetensorsFile.open(folder.resolve(WEIGHTS));
  }

  /// The layers it is on, as the base calls them.
  ///
  /// @throws Refused naming the first tensor that does not fit a model of this shape
  public List<String> check(Architecture shape) {
    Path file = folder.resolve(WEIGHTS);
    try (ModelFile tensors = weights()) {
      Set<String> layers = new TreeSet<>();
      for (String name : tensors.names()) {
        if (!name.startsWith(PREFIX) || !(name.endsWith(A) || name.endsWith(B)))
          throw new Refused(new ModelProblem.UnexpectedTensor(file, name));
        layers.add(name.substring(PREFIX.length(), name.length() - A.length()));
      }
      for (String layer : layers) {
        List<Long> sizes = shape.tensors().get(layer + ".weight");
        if (sizes == null || sizes.size() != 2)
          throw new Refused(new ModelProblem.UnexpectedTensor(file, nameOfA(layer)));
        boolean turned = shape.names().turned();
        check(tensors, file, nameOfA(layer), (long) rank, sizes.get(turned ? 0 : 1));
        check(tensors, file, nameOfB(layer), sizes.get(turned ? 1 : 0), (long) rank);
      }
      if (layers.isEmpty()) throw new Refused(new ModelProblem.MissingTensor(file, "lora_A"));
      return List.copyOf(layers);
    }
  }

  private static void check(ModelFile tensors, Path file, String name, Long... sizes) {
    if (!tensors.names().contains(name))
      throw new Refused(new ModelProblem.MissingTensor(file, name));
    List<Long> wanted = Arrays.asList(sizes);
    if (!tensors.shape(name).equals(wanted))
      throw new Refused(
          new ModelProblem.WrongShape(
              file, name, wanted.toString(), tensors.shape(name).toString()));
  }

  public static String nameOfA(String layer) {
    return PREFIX + layer + A;
  }

  public static String nameOfB(String layer) {
    return PREFIX + layer + B;
  }
}
