package dev.afina.model;

import java.util.List;

/// What a family's tensors are called on the hub, without `.weight` and `.bias`. Those of a block
/// stand behind `blocks` and the block's number.
///
/// @param attention the layers that make queries, keys and values: three, or one for all
/// @param feedForward the layers up: the one that is activated, then the other if it is gated
/// @param turned whether the matrices of the linear layers are stored inputs first (GPT-2's
///   `Conv1D`; PEFT calls it `fan_in_fan_out`)
public record Names(
    String embedding,
    String positions,
    String blocks,
    String attentionNorm,
    List<String> attention,
    String queryNorm,
    String keyNorm,
    String attentionOut,
    String afterAttention,
    String feedForwardNorm,
    List<String> feedForward,
    String feedForwardOut,
    String afterFeedForward,
    String lastNorm,
    String head,
    boolean turned) {

  /// Llama, and all who took its names over: Mistral, Qwen, SmolLM.
  public static final Names LLAMA = likeLlama("post_attention_layernorm");

  /// Gemma has four norms in a block, and uses one of Llama's names for another.
  public static final Names GEMMA = likeLlama("pre_feedforward_layernorm");

  public static final Names GPT2 =
      new Names(
          "transformer.wte",
          "transformer.wpe",
          "transformer.h.",
          "ln_1",
          List.of("attn.c_attn"),
          "",
          "",
          "attn.c_proj",
          "",
          "ln_2",
          List.of("mlp.c_fc"),
          "mlp.c_proj",
          "",
          "transformer.ln_f",
          "lm_head",
          true);

  private static Names likeLlama(String feedForwardNorm) {
    return new Names(
        "model.embed_tokens",
        "",
        "model.layers.",
        "input_layernorm",
        List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
        "self_attn.q_norm",
        "self_attn.k_norm",
        "self_attn.o_proj",
        "post_attention_layernorm",
        feedForwardNorm,
        List.of("mlp.gate_proj", "mlp.up_proj"),
        "mlp.down_proj",
        "post_feedforward_layernorm",
        "model.norm",
        "lm_head",
        false);
  }
}
