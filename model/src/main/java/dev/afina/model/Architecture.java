package dev.afina.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The shape of a Llama-type decoder: everything the engine must know besides the weights. Families
/// differ in these numbers and not in code.
///
/// @param family as the file calls it, for instance `llama`
/// @param layers number of decoder blocks
/// @param width of the residual stream (`hidden_size`)
/// @param heads query heads
/// @param keyHeads key and value heads; divides `heads` (grouped-query attention)
/// @param headWidth numbers in one head
/// @param feedForward inner width of the SwiGLU block
/// @param vocabulary rows of the embedding
/// @param ropeBase θ of the [rotary embedding](https://arxiv.org/abs/2104.09864)
/// @param normEpsilon ε of RMSNorm
/// @param tiedHead whether the output layer is the embedding
/// @param context the longest conversation it was made for, in tokens
/// @param padding the token whose embedding gets no gradient where it is read (PyTorch's
///   `padding_idx`, which Transformers sets); −1 for none
public record Architecture(
    String family,
    int layers,
    int width,
    int heads,
    int keyHeads,
    int headWidth,
    int feedForward,
    int vocabulary,
    double ropeBase,
    double normEpsilon,
    boolean tiedHead,
    int context,
    int padding) {

  public Architecture {
    if (layers < 1 || width < 1 || heads < 1 || keyHeads < 1 || headWidth < 2 || feedForward < 1)
      throw new IllegalArgumentException(
          "a part of the model is empty: layers " + layers + ", width " + width);
    if (heads % keyHeads != 0)
      throw new IllegalArgumentException(
          heads + " query heads cannot share " + keyHeads + " key heads");
    if (headWidth % 2 != 0)
      throw new IllegalArgumentException(
          "rotary positions need an even head width, not " + headWidth);
  }

  /// Every tensor of such a model and its shape (rows first), by the names Hugging Face gives them.
  public SequencedMap<String, List<Long>> tensors() {
    SequencedMap<String, List<Long>> all = new LinkedHashMap<>();
    all.put("model.embed_tokens.weight", shape(vocabulary, width));
    for (int layer = 0; layer < layers; layer++) {
      String block = "model.layers." + layer + ".";
      all.put(block + "input_layernorm.weight", shape(width));
      all.put(block + "self_attn.q_proj.weight", shape((long) heads * headWidth, width));
      all.put(block + "self_attn.k_proj.weight", shape((long) keyHeads * headWidth, width));
      all.put(block + "self_attn.v_proj.weight", shape((long) keyHeads * headWidth, width));
      all.put(block + "self_attn.o_proj.weight", shape(width, (long) heads * headWidth));
      all.put(block + "post_attention_layernorm.weight", shape(width));
      all.put(block + "mlp.gate_proj.weight", shape(feedForward, width));
      all.put(block + "mlp.up_proj.weight", shape(feedForward, width));
      all.put(block + "mlp.down_proj.weight", shape(width, feedForward));
    }
    all.put("model.norm.weight", shape(width));
    if (!tiedHead) all.put("lm_head.weight", shape(vocabulary, width));
    return all;
  }

  private static List<Long> shape(long... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }
}
