package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Architecture.Activation;
import dev.afina.model.Architecture.Attention;
import dev.afina.model.Architecture.Ends;
import dev.afina.model.Architecture.FeedForward;
import dev.afina.model.Architecture.Heads;
import dev.afina.model.Architecture.Norm;
import dev.afina.model.Architecture.Positions;
import dev.afina.model.Architecture.Size;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A Hugging Face `config.json`, as Transformers 4 or 5 writes it. What a file leaves out counts as
/// Transformers' default of its family.
final class Config {

  /// `model_type` and the class of models that answer.
  private static final SequencedMap<String, String> FAMILIES = families();

  private final Path file;
  private final Fields json;

  private Config(Path file) {
    this.file = file;
    this.json = new Fields(file, "", Json.read(file, JsonNode.class));
  }

  /// @throws Refused with a [ModelProblem] naming what is not supported, and its value
  static Architecture read(Path file) {
    return new Config(file).architecture();
  }

  private Architecture architecture() {
    String family = json.text("model_type", "");
    checkClass(family);
    json.only("quantization_config", "null");
    return switch (family) {
      case "gpt2" -> gpt2();
      case "llama" -> llama();
      case "mistral" -> mistral();
      case "qwen2" -> qwen2();
      case "qwen3" -> qwen3();
      case "gemma3_text" -> gemma3();
      default -> throw unknown(family);
    };
  }

  private Architecture llama() {
    boolean bias = json.truth("attention_bias", false);
    Heads heads = heads(true, width() / queries());
    return likeLlama(
        "llama",
        new Attention(heads, heads.usualScale(), false, bias, bias, Attention.everywhere(layers())),
        feedForward("hidden_act", "silu", Activation.SILU, json.truth("mlp_bias", false)),
        Positions.Rotary.of(RopeFrequencies.read(json, heads.width())));
  }

  private Architecture mistral() {
    Heads heads = heads(false, width() / queries());
    int window = json.has("sliding_window") ? window() : 0;
    return likeLlama(
        "mistral",
        new Attention(heads, heads.usualScale(), false, false, false, windows(_ -> true, window)),
        feedForward("hidden_act", "silu", Activation.SILU, false),
        Positions.Rotary.of(RopeFrequencies.read(json, heads.width())));
  }

  private Architecture qwen2() {
    Heads heads = heads(false, width() / queries());
    return likeLlama(
        "qwen2",
        new Attention(heads, heads.usualScale(), false, true, false, qwenWindows()),
        feedForward("hidden_act", "silu", Activation.SILU, false),
        Positions.Rotary.of(RopeFrequencies.read(json, heads.width())));
  }

  private Architecture qwen3() {
    Heads heads = heads(false, 128);
    boolean bias = json.truth("attention_bias", false);
    return likeLlama(
        "qwen3",
        new Attention(heads, heads.usualScale(), true, bias, bias, qwenWindows()),
        feedForward("hidden_act", "silu", Activation.SILU, false),
        Positions.Rotary.of(RopeFrequencies.read(json, heads.width())));
  }

  private Architecture likeLlama(
      String family, Attention attention, FeedForward feedForward, Positions positions) {
    return new Architecture(
        family,
        size(),
        attention,
        feedForward,
        new Norm(Norm.Kind.RMS, epsilon("rms_norm_eps", 1e-6), false),
        positions,
        Ends.plain(json.truth("tie_word_embeddings", false), padding()),
        Names.LLAMA);
  }

  /// [Gemma 3](https://arxiv.org/abs/2503.19786): five layers see a window, the sixth sees all and
  /// turns more slowly.
  private Architecture gemma3() {
    json.only("use_bidirectional_attention", "false");
    // Transformers reads this one and computes without it.
    json.only("attn_logit_softcapping", "null");
    Heads heads = heads(false, 256);
    boolean bias = json.truth("attention_bias", false);
    double scale = 1 / Math.sqrt(json.real("query_pre_attn_scalar", 256, 1e-3, 1e6));
    int pattern =
        json.whole(
            json.has("_sliding_window_pattern")
                ? "_sliding_window_pattern"
                : "sliding_window_pattern",
            6,
            10_000);
    int window = json.has("sliding_window") ? window() : 4096;
    return new Architecture(
        "gemma3_text",
        size(),
        new Attention(
            heads, scale, true, bias, bias, windows(layer -> (layer + 1) % pattern != 0, window)),
        feedForward("hidden_activation", "gelu_pytorch_tanh", Activation.GELU, false),
        new Norm(Norm.Kind.RMS_FROM_ONE, epsilon("rms_norm_eps", 1e-6), true),
        RopeFrequencies.readBoth(json, heads.width()),
        new Ends(
            Math.sqrt(width()),
            json.truth("tie_word_embeddings", true),
            json.real("final_logit_softcapping", 0, 0, 1e6),
            padding()),
        Names.GEMMA);
  }

  private Architecture gpt2() {
    json.only("activation_function", "gelu_new");
    json.only("scale_attn_weights", "true");
    json.only("scale_attn_by_inverse_layer_idx", "false");
    json.only("reorder_and_upcast_attn", "false");
    json.only("add_cross_attention", "false");
    int layers = json.whole("n_layer", 12, 10_000);
    int width = json.whole("n_embd", 768, 1 << 20);
    int queries = json.whole("n_head", 12, 1 << 14);
    int context = json.whole("n_positions", 1024, 1 << 24);
    if (width % queries != 0) throw json.damaged("n_head", queries, width + " / n");
    Heads heads = checked(queries, queries, width / queries, "n_head");
    return new Architecture(
        "gpt2",
        new Size(layers, width, json.whole("vocab_size", 50257, 1 << 24), context),
        new Attention(heads, heads.usualScale(), false, true, true, Attention.everywhere(layers)),
        new FeedForward(json.whole("n_inner", 4 * width, 1 << 24), Activation.GELU, false, true),
        new Norm(Norm.Kind.LAYER, epsilon("layer_norm_epsilon", 1e-5), false),
        new Positions.Learned(context),
        Ends.plain(json.truth("tie_word_embeddings", true), -1),
        Names.GPT2);
  }

  private Size size() {
    return new Size(
        layers(),
        width(),
        json.whole("vocab_size", -1, 1 << 24),
        json.whole("max_position_embeddings", -1, Integer.MAX_VALUE));
  }

  private int layers() {
    return json.whole("num_hidden_layers", -1, 10_000);
  }

  private int width() {
    return json.whole("hidden_size", -1, 1 << 20);
  }

  private int queries() {
    return json.whole("num_attention_heads", -1, 1 << 14);
  }

  /// @param maySayNothing whether a file without key heads has one for each query head
  /// @param usualWidth of a head, if the file does not say
  private Heads heads(boolean maySayNothing, int usualWidth) {
    int keys = json.whole("num_key_value_heads", maySayNothing ? queries() : -1, queries());
    return checked(queries(), keys, json.whole("head_dim", usualWidth, 1 << 12), "head_dim");
  }

  private Heads checked(int queries, int keys, int width, String field) {
    if (queries % keys != 0) throw json.damaged("num_key_value_heads", keys, queries + " / n");
    if (width % 2 != 0) throw json.damaged(field, width, "2 · n");
    return new Heads(queries, keys, width);
  }

  private FeedForward feedForward(String field, String name, Activation activation, boolean bias) {
    json.only(field, name);
    return new FeedForward(json.whole("intermediate_size", -1, 1 << 24), activation, true, bias);
  }

  private int window() {
    return json.whole("sliding_window", -1, Integer.MAX_VALUE);
  }

  private List<Integer> qwenWindows() {
    boolean used = json.truth("use_sliding_window", false) && json.has("sliding_window");
    int first = used ? json.whole("max_window_layers", 28, 10_000) : 0;
    return windows(layer -> layer >= first, used ? window() : 0);
  }

  /// @param usual the layers that see a window, if the file does not name them (`layer_types`)
  /// @param window 0 for none
  private List<Integer> windows(IntPredicate usual, int window) {
    JsonNode types = json.json().path("layer_types");
    boolean named = json.has("layer_types");
    if (named && (!types.isArray() || types.size() != layers()))
      throw json.damaged("layer_types", types.size(), "[" + layers() + "]");
    return IntStream.range(0, layers())
        .mapToObj(layer -> (named ? seesWindow(types.get(layer)) : usual.test(layer)) ? window : 0)
        .toList();
  }

  private boolean seesWindow(JsonNode type) {
    return switch (type.asString("")) {
      case "sliding_attention" -> true;
      case "full_attention" -> false;
      default -> throw json.unsupported("layer_types", "full_attention, sliding_attention");
    };
  }

  private double epsilon(String field, double usual) {
    return json.real(field, usual, 1e-12, 0.1);
  }

  private int padding() {
    return json.has("pad_token_id") && json.json().path("pad_token_id").asInt(-1) >= 0
        ? json.json().path("pad_token_id").asInt(-1)
        : -1;
  }

  private void checkClass(String family) {
    String wanted = FAMILIES.get(family);
    if (wanted == null) throw unknown(family);
    JsonNode classes = json.json().path("architectures");
    boolean ours =
        classes.isEmpty() || classes.valueStream().anyMatch(c -> wanted.equals(c.asString("")));
    if (!ours) throw unknown(classes.path(0).asString(""));
  }

  private Refused unknown(String architecture) {
    return new Refused(
        new ModelProblem.UnknownArchitecture(
            file, architecture, List.copyOf(FAMILIES.sequencedKeySet())));
  }

  private static SequencedMap<String, String> families() {
    SequencedMap<String, String> families = new LinkedHashMap<>();
    families.put("llama", "LlamaForCausalLM");
    families.put("mistral", "MistralForCausalLM");
    families.put("qwen2", "Qwen2ForCausalLM");
    families.put("qwen3", "Qwen3ForCausalLM");
    families.put("gemma3_text", "Gemma3ForCausalLM");
    families.put("gpt2", "GPT2LMHeadModel");
    return families;
  }
}
