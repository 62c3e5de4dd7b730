package dev.afina.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// llama.cpp's names of tensors and Hugging Face's.
///
/// @param blocks what the names of a block begin with
/// @param outside names of tensors that are in no block
/// @param inside names within a block
record GgufNames(String blocks, Map<String, String> outside, Map<String, String> inside) {

  private static final Pattern BLOCK = Pattern.compile("blk\\.(\\d{1,4})\\.(\\w+)\\.(weight|bias)");
  private static final Pattern OUTSIDE = Pattern.compile("(\\w+)\\.(weight|bias)");

  private static final Map<String, String> LLAMA_OUTSIDE =
      Map.of(
          "token_embd", "model.embed_tokens",
          "output_norm", "model.norm",
          "output", "lm_head");

  static final GgufNames LLAMA =
      new GgufNames(
          "model.layers.",
          LLAMA_OUTSIDE,
          Map.ofEntries(
              Map.entry("attn_norm", "input_layernorm"),
              Map.entry("attn_q", "self_attn.q_proj"),
              Map.entry("attn_q_norm", "self_attn.q_norm"),
              Map.entry("attn_k", "self_attn.k_proj"),
              Map.entry("attn_k_norm", "self_attn.k_norm"),
              Map.entry("attn_v", "self_attn.v_proj"),
              Map.entry("attn_output", "self_attn.o_proj"),
              Map.entry("ffn_norm", "post_attention_layernorm"),
              Map.entry("ffn_gate", "mlp.gate_proj"),
              Map.entry("ffn_up", "mlp.up_proj"),
              Map.entry("ffn_down", "mlp.down_proj")));

  static final GgufNames GEMMA =
      new GgufNames(
          "model.layers.",
          LLAMA_OUTSIDE,
          Map.ofEntries(
              Map.entry("attn_norm", "input_layernorm"),
              Map.entry("attn_q", "self_attn.q_proj"),
              Map.entry("attn_q_norm", "self_attn.q_norm"),
              Map.entry("attn_k", "self_attn.k_proj"),
              Map.entry("attn_k_norm", "self_attn.k_norm"),
              Map.entry("attn_v", "self_attn.v_proj"),
              Map.entry("attn_output", "self_attn.o_proj"),
              Map.entry("post_attention_norm", "post_attention_layernorm"),
              Map.entry("ffn_norm", "pre_feedforward_layernorm"),
              Map.entry("ffn_gate", "mlp.gate_proj"),
              Map.entry("ffn_up", "mlp.up_proj"),
              Map.entry("ffn_down", "mlp.down_proj"),
              Map.entry("post_ffw_norm", "post_feedforward_layernorm")));

  static final GgufNames GPT2 =
      new GgufNames(
          "transformer.h.",
          Map.of(
              "token_embd", "transformer.wte",
              "position_embd", "transformer.wpe",
              "output_norm", "transformer.ln_f",
              "output", "lm_head"),
          Map.of(
              "attn_norm", "ln_1",
              "attn_qkv", "attn.c_attn",
              "attn_output", "attn.c_proj",
              "ffn_norm", "ln_2",
              "ffn_up", "mlp.c_fc",
              "ffn_down", "mlp.c_proj"));

  static GgufNames of(String family) {
    return switch (family) {
      case "gpt2" -> GPT2;
      case "gemma3" -> GEMMA;
      default -> LLAMA;
    };
  }

  /// Hugging Face's name, if the tensor is known.
  Optional<String> theirs(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches())
      return Optional.ofNullable(inside.get(block.group(2)))
          .map(inner ->
              blocks + Integer.parseInt(block.group(1)) + "." + inner + "." + block.group(3));
    Matcher other = OUTSIDE.matcher(name);
    if (!other.matches()) return Optional.empty();
    return Optional.ofNullable(outside.get(other.group(1))).map(n -> n + "." + other.group(2));
  }

  /// llama.cpp's name of one of Hugging Face's.
  ///
  /// @throws IllegalArgumentException if the family has no such tensor
  String ours(String theirs) {
    int dot = theirs.lastIndexOf('.');
    String name = theirs.substring(0, dot);
    boolean block = name.startsWith(blocks);
    String within = block ? name.substring(name.indexOf('.', blocks.length()) + 1) : name;
    String layer = block ? "blk." + name.substring(blocks.length(), name.length() - within.length()) : "";
    return (block ? inside : outside)
        .entrySet().stream()
            .filter(entry -> entry.getValue().equals(within))
            .findFirst()
            .map(entry -> layer + entry.getKey() + theirs.substring(dot))
            .orElseThrow(() -> new IllegalArgumentException("no tensor " + theirs));
  }
}
