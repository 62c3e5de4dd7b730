package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.tokenizer.BpeTrainer;
import dev.afina.tokenizer.Tokenizers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/// The built-in base for machines that cannot fetch one: a tiny Llama-type model that knows nothing
/// yet. Its weights are random, its vocabulary is learned from the texts it will be trained on.
public final class Seed {
  private Seed() {}

  public static final String NAME = "afina/semilla";

  private static final List<String> SPECIAL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

  private static final int MOST_TOKENS = 2048;

  private static final double ROPE_BASE = 10_000;

  private static final String CHAT_ML =
      "{% for message in messages %}"
          + "{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}"
          + "{% endfor %}"
          + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  /// Writes it as a complete Hugging Face folder; the same texts (in any order) and seed give the
  /// same bytes.
  ///
  /// @param texts what its vocabulary is learned from: the training part
  /// @return the folder
  public static Path plant(Path folder, List<String> texts, long seed) {
    String tokenizer = BpeTrainer.train(texts, SPECIAL, MOST_TOKENS);
    int vocabulary;
    try (var opened = Tokenizers.fromJson(tokenizer, NAME)) {
      vocabulary = opened.size();
    }
    Architecture shape =
        Architecture.llama(
            new Architecture.Size(4, 128, vocabulary, 1024),
            new Architecture.Heads(4, 2, 32),
            352,
            ROPE_BASE,
            1e-5,
            Architecture.Ends.plain(true, 0));
    SafeFile.write(folder.resolve("tokenizer.json"), tokenizer);
    Json.write(folder.resolve("tokenizer_config.json"), tokenizerConfig());
    SafeFile.write(folder.resolve("README.md"), "---\nlicense: apache-2.0\n---\n");
    Safetensors.write(folder.resolve("model.safetensors"), weights(shape, seed));
    // Last, because a folder with this file counts as a model.
    Json.write(folder.resolve("config.json"), config(shape));
    return folder;
  }

  /// Norms are one; matrices are normal with variance 1 / inputs, so that each layer keeps the size
  /// of what goes through it. Those that add to the residual stream are smaller by √(2 · layers),
  /// as in
  /// [GPT-2](https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf).
  private static SequencedMap<String, Safetensors.Floats> weights(Architecture shape, long seed) {
    // The one generator whose normal numbers are specified to the bit.
    Random random = new Random(seed);
    SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
    shape
        .tensors()
        .forEach((name, sizes) -> {
          float[] values =
              new float[sizes.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact)];
          double deviation = 1 / Math.sqrt(sizes.getLast());
          if (name.endsWith(".o_proj.weight") || name.endsWith(".down_proj.weight"))
            deviation /= Math.sqrt(2.0 * shape.layers());
          boolean norm = sizes.size() == 1;
          for (int i = 0; i < values.length; i++)
            values[i] = norm ? 1 : (float) (deviation * random.nextGaussian());
          tensors.put(name, Safetensors.Floats.of(sizes, values));
        });
    return tensors;
  }

  private static Map<String, Object> config(Architecture shape) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("LlamaForCausalLM"));
    config.put("model_type", "llama");
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
    config.put("rope_theta", ROPE_BASE);
    config.put("tie_word_embeddings", shape.ends().tiedHead());
    config.put("attention_bias", false);
    config.put("mlp_bias", false);
    config.put("bos_token_id", 1);
    config.put("eos_token_id", 2);
    config.put("pad_token_id", shape.ends().padding());
    return config;
  }

  private static Map<String, Object> tokenizerConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("bos_token", SPECIAL.get(1));
    config.put("eos_token", SPECIAL.get(2));
    config.put("pad_token", SPECIAL.get(0));
    config.put("chat_template", CHAT_ML);
    return config;
  }
}
