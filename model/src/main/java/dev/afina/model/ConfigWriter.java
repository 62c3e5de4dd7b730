package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.model.Architecture.Positions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a `config.json` for a model that has none: a GGUF file's, or one that was planted here.
final class ConfigWriter {
  private ConfigWriter() {}

  private static final Map<String, String> CLASSES =
      Map.of(
          "llama", "LlamaForCausalLM",
          "mistral", "MistralForCausalLM",
          "qwen2", "Qwen2ForCausalLM",
          "qwen3", "Qwen3ForCausalLM");

  /// @param begin the token that begins a text, and `end` the one that ends it; −1 for none
  record Ends(int begin, int end) {}

  /// @throws Refused with a [ModelProblem] if the family has a description of another kind
  static Map<String, Object> describe(Architecture shape, Path place, Ends ends) {
    if (!CLASSES.containsKey(shape.family()) || !(shape.positions() instanceof Positions.Rotary))
      throw new Refused(
          new ModelProblem.UnknownArchitecture(
              place, shape.family(), CLASSES.keySet().stream().sorted().toList()));
    return likeLlama(shape, ropeBase(shape), ends);
  }

  /// The number that the rotary frequencies come from: they are its powers.
  private static double ropeBase(Architecture shape) {
    if (!(shape.positions() instanceof Positions.Rotary(var everywhere, _))) return 0;
    int width = shape.attention().heads().width();
    return Math.rint(Math.pow(1.0 / everywhere.get(1), width / 2.0));
  }

  static Map<String, Object> likeLlama(Architecture shape, double ropeBase, Ends ends) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of(CLASSES.getOrDefault(shape.family(), shape.family())));
    config.put("model_type", shape.family());
    config.put("dtype", "float32");
    config.put("hidden_size", shape.width());
    config.put("num_hidden_layers", shape.layers());
    config.put("num_attention_heads", shape.attention().heads().queries());
    config.put("num_key_value_heads", shape.attention().heads().keys());
    config.put("head_dim", shape.attention().heads().width());
    config.put("intermediate_size", shape.feedForward().width());
    config.put("vocab_size", shape.vocabulary());
    config.put("max_position_embeddings", shape.context());
    config.put("hidden_act", "silu");
    config.put("rms_norm_eps", shape.norm().epsilon());
    config.put("rope_theta", ropeBase);
    config.put("tie_word_embeddings", shape.ends().tiedHead());
    if (shape.family().equals("llama")) {
      config.put("attention_bias", shape.attention().inputBias());
      config.put("mlp_bias", shape.feedForward().bias());
    }
    int window = shape.attention().windows().stream().mapToInt(w -> w).max().orElse(0);
    if (window > 0) config.put("sliding_window", window);
    if (ends.begin >= 0) config.put("bos_token_id", ends.begin);
    if (ends.end >= 0) config.put("eos_token_id", ends.end);
    if (shape.ends().padding() >= 0) config.put("pad_token_id", shape.ends().padding());
    return config;
  }
}
