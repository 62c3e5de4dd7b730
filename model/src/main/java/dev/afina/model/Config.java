package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A Hugging Face `config.json` of a Llama-type model, as Transformers 4 or 5 writes it.
final class Config {

  private static final String CLASS = "LlamaForCausalLM";

  private final Path file;
  private final JsonNode json;

  private Config(Path file) {
    this.file = file;
    this.json = Json.read(file, JsonNode.class);
  }

  /// @throws Refused with a [ModelProblem] naming what is not supported, and its value
  static Architecture read(Path file) {
    return new Config(file).architecture();
  }

  private Architecture architecture() {
    checkFamily();
    only("hidden_act", json.path("hidden_act"), "silu");
    only("attention_bias", json.path("attention_bias"), "false");
    only("mlp_bias", json.path("mlp_bias"), "false");
    only("quantization_config", json.path("quantization_config"), "null");
    only("partial_rotary_factor", json.path("partial_rotary_factor"), "1.0");
    // Transformers 5 says `rope_parameters`, Transformers 4 `rope_theta` and `rope_scaling`.
    JsonNode rope = json.path("rope_parameters");
    JsonNode scaling = json.path("rope_scaling");
    only("rope_parameters.rope_type", rope.path("rope_type"), "default");
    only("rope_scaling.rope_type", scaling.path("rope_type"), "default");
    only("rope_scaling.type", scaling.path("type"), "default");
    int width = whole("hidden_size", -1, 1 << 20);
    int heads = whole("num_attention_heads", -1, 1 << 14);
    int keyHeads = whole("num_key_value_heads", heads, heads);
    if (heads % keyHeads != 0) throw damaged("num_key_value_heads", keyHeads, heads + " / n");
    int headWidth = whole("head_dim", width / heads, 1 << 12);
    if (headWidth % 2 != 0) throw damaged("head_dim", headWidth, "2 · n");
    JsonNode theta = rope.path("rope_theta");
    return new Architecture(
        "llama",
        whole("num_hidden_layers", -1, 10_000),
        width,
        heads,
        keyHeads,
        headWidth,
        whole("intermediate_size", -1, 1 << 24),
        whole("vocab_size", -1, 1 << 24),
        real("rope_theta", given(theta) ? theta : json.path("rope_theta"), 10_000, 1, 1e12),
        real("rms_norm_eps", json.path("rms_norm_eps"), 1e-6, 1e-12, 0.1),
        json.path("tie_word_embeddings").asBoolean(false),
        whole("max_position_embeddings", -1, Integer.MAX_VALUE),
        json.path("pad_token_id").asInt(-1));
  }

  private void checkFamily() {
    String family = json.path("model_type").asString("");
    if (!family.equals("llama")) throw unknown(family);
    JsonNode classes = json.path("architectures");
    boolean ours =
        classes.isEmpty() || classes.valueStream().anyMatch(c -> CLASS.equals(c.asString("")));
    if (!ours) throw unknown(classes.get(0).asString(""));
  }

  private Refused unknown(String architecture) {
    return new Refused(
        new ModelProblem.UnknownArchitecture(file, architecture, List.of("llama", CLASS)));
  }

  /// A setting that Afina computes with one value only.
  private void only(String setting, JsonNode value, String supported) {
    String found = value.isObject() ? value.toString() : value.asString("");
    if (given(value) && !found.equals(supported))
      throw new Refused(new ModelProblem.UnsupportedSetting(file, setting, found, supported));
  }

  /// @param missing what counts if the file does not say; below 1, it must say
  private int whole(String field, int missing, int high) {
    JsonNode value = json.path(field);
    if (!given(value) && missing >= 1) return missing;
    if (value.isInt() && value.intValue() >= 1 && value.intValue() <= high) return value.intValue();
    throw damaged(field, value, "1 … " + high);
  }

  private double real(String field, JsonNode value, double missing, double low, double high) {
    if (!given(value)) return missing;
    if (value.isNumber() && value.doubleValue() >= low && value.doubleValue() <= high)
      return value.doubleValue();
    throw damaged(field, value, low + " … " + high);
  }

  private static boolean given(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }

  private Refused damaged(String field, Object found, String allowed) {
    String text = String.valueOf(found);
    return new Refused(new ModelProblem.Damaged(file, field, text.isEmpty() ? "–" : text, allowed));
  }
}
