package dev.afina.model;

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
    int context) {

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
}
