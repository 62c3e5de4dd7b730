package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.rms_norm;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.afina.model.Architecture;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A decoder of the Llama type ([Llama](https://arxiv.org/abs/2302.13971)): token ids to hidden
/// states to logits. Sequences come packed, one behind the other, and each attends to itself only.
///
/// Letters in the shapes: `T` tokens of the pack, `n` tokens of one sequence, `s` those it sees,
/// `H` query heads, `K` key heads, `G = H / K`, `D` head width.
final class Transformer {
  private final Architecture shape;
  private final Tensor embedding; // (vocabulary, width)
  private final List<Block> blocks;
  private final Tensor lastNorm;
  private final Tensor head; // (vocabulary, width)
  private final Rope rope;
  private @Nullable Tensor triangle;

  private record Block(
      Tensor attentionNorm,
      Linear q,
      Linear k,
      Linear v,
      Linear o,
      Tensor feedForwardNorm,
      Linear gate,
      Linear up,
      Linear down) {}

  /// What is put on a linear layer, given its name (`model.layers.0.self_attn.q_proj`).
  @FunctionalInterface
  interface Adaptation {
    Linear on(String layer, Linear.Plain base);

    /// Nothing: the base as it is.
    Adaptation NONE = (layer, base) -> base;
  }

  /// @param weights tensors by their Hugging Face names
  Transformer(Architecture shape, Function<String, Tensor> weights, Adaptation adaptation) {
    this.shape = shape;
    this.embedding = weights.apply("model.embed_tokens.weight");
    this.blocks =
        IntStream.range(0, shape.layers())
            .mapToObj(i -> block("model.layers." + i + ".", weights, adaptation))
            .toList();
    this.lastNorm = weights.apply("model.norm.weight");
    this.head = shape.tiedHead() ? embedding : weights.apply("lm_head.weight");
    this.rope = new Rope(shape.headWidth(), shape.ropeBase());
  }

  private static Block block(
      String prefix, Function<String, Tensor> weights, Adaptation adaptation) {
    Function<String, Linear> layer =
        name ->
            adaptation.on(
                prefix + name, new Linear.Plain(weights.apply(prefix + name + ".weight")));
    return new Block(
        weights.apply(prefix + "input_layernorm.weight"),
        layer.apply("self_attn.q_proj"),
        layer.apply("self_attn.k_proj"),
        layer.apply("self_attn.v_proj"),
        layer.apply("self_attn.o_proj"),
        weights.apply(prefix + "post_attention_layernorm.weight"),
        layer.apply("mlp.gate_proj"),
        layer.apply("mlp.up_proj"),
        layer.apply("mlp.down_proj"));
  }

  /// The state behind each token, after the last norm: `(T, width)`.
  Tensor hidden(Pack pack) {
    return after(new Past(0), pack);
  }

  /// The same for sequences that all go on after `past`, which stays as it is.
  Tensor after(Past past, Pack pack) {
    return hidden(pack, Collections.nCopies(pack.parts().size(), past), false);
  }

  /// The same for one sequence that goes on after `past` and becomes part of it.
  Tensor read(Past past, int[] ids) {
    return readEach(List.of(past), Pack.of(ids));
  }

  /// The same for several sequences, each of which goes on after a past of its own and becomes part
  /// of it.
  Tensor readEach(List<Past> pasts, Pack sequences) {
    Tensor states = hidden(sequences, pasts, true);
    for (int p = 0; p < pasts.size(); p++) pasts.get(p).advance(sequences.parts().get(p).length());
    return states;
  }

  /// Scores of the next token, `(rows, vocabulary)`, in 32 bits.
  Tensor logits(Tensor states) {
    return linear(states, head).to(ScalarType.Float);
  }

  Past past() {
    return new Past(shape.layers());
  }

  /// @param pasts one for each part of the pack
  private Tensor hidden(Pack pack, List<Past> pasts, boolean remember) {
    Tensor x =
        torch.embedding(
            embedding, torch.tensor(pack.ids()), shape.padding(), false, false); // (T, width)
    Rope.Angles angles =
        rope.at(pack.positions(part -> pasts.get(part).length()), embedding.scalar_type());
    for (int i = 0; i < blocks.size(); i++) x = block(i, x, angles, pack, pasts, remember);
    return norm(x, lastNorm);
  }

  /// What a block makes on the way is given back as soon as the block is done; what its gradient
  /// needs libtorch keeps itself.
  private Tensor block(
      int i, Tensor x, Rope.Angles angles, Pack pack, List<Past> pasts, boolean remember) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope _ = new PointerScope()) {
      Block block = blocks.get(i);
      Tensor attended = attention(i, norm(x, block.attentionNorm), angles, pack, pasts, remember);
      Tensor y = x.add(attended);
      Tensor z = norm(y, block.feedForwardNorm);
      Tensor inner = silu(block.gate.forward(z)).mul(block.up.forward(z)); // (T, feedForward)
      Tensor out = y.add(block.down.forward(inner));
      outer.attach(out);
      return out;
    }
  }

  private Tensor attention(
      int i, Tensor x, Rope.Angles angles, Pack pack, List<Past> pasts, boolean remember) {
    Block block = blocks.get(i);
    long tokens = x.size(0);
    Tensor q = angles.turn(block.q.forward(x).view(tokens, shape.heads(), shape.headWidth()));
    Tensor k = angles.turn(block.k.forward(x).view(tokens, shape.keyHeads(), shape.headWidth()));
    Tensor v = block.v.forward(x).view(tokens, shape.keyHeads(), shape.headWidth());
    long[] lengths = pack.lengths();
    TensorVector qs = q.split_with_sizes(lengths, 0);
    TensorVector ks = k.split_with_sizes(lengths, 0);
    TensorVector vs = v.split_with_sizes(lengths, 0);
    Tensor[] outs = new Tensor[pack.parts().size()];
    for (int p = 0; p < outs.length; p++) {
      Past past = pasts.get(p);
      if (remember) past.remember(i, ks.get(p), vs.get(p));
      List<Integer> seen = pack.seenBy(p);
      int before = past.length() + pack.parts().get(p).depth();
      Tensor keys = past.keys(i, joined(ks, seen));
      outs[p] = attend(qs.get(p), keys, past.values(i, joined(vs, seen)), before);
    }
    return block.o.forward(outs.length == 1 ? outs[0] : cat(new TensorVector(outs), 0));
  }

  private static Tensor joined(TensorVector parts, List<Integer> seen) {
    if (seen.size() == 1) return parts.get(seen.getFirst());
    return cat(new TensorVector(seen.stream().map(parts::get).toArray(Tensor[]::new)), 0);
  }

  /// Causal attention of one part. The `G` query heads that share a key head are rows of one
  /// matrix, so nothing is repeated ([GQA](https://arxiv.org/abs/2305.13245)).
  ///
  /// @param q `(n, H, D)`
  /// @param k and `v` `(s, K, D)`, of which the first `before` stand before the part
  private Tensor attend(Tensor q, Tensor k, Tensor v, int before) {
    long n = q.size(0);
    long groups = shape.heads() / shape.keyHeads();
    Tensor queries =
        q.view(n, shape.keyHeads(), groups, shape.headWidth())
            .transpose(0, 1)
            .reshape(shape.keyHeads(), n * groups, shape.headWidth()); // (K, n G, D)
    Tensor scores =
        baddbmm(
            mask(n, before, q.scalar_type()),
            queries,
            k.permute(1, 2, 0),
            new Scalar(1.0),
            new Scalar(1 / Math.sqrt(shape.headWidth()))); // (K, n G, s)
    return bmm(softmax(scores, -1), v.transpose(0, 1)) // (K, n G, D)
        .view(shape.keyHeads(), n, groups, shape.headWidth())
        .transpose(0, 1)
        .reshape(n, (long) shape.heads() * shape.headWidth());
  }

  /// 0 where a token may look and a very small number where it may not: `(n G, before + n)`, `G`
  /// equal rows for each token. It is a piece of one large triangle that grows when it must.
  private Tensor mask(long n, int before, ScalarType type) {
    long groups = shape.heads() / shape.keyHeads();
    long seen = before + n;
    if (triangle == null || triangle.size(1) < seen) {
      if (triangle != null) triangle.close();
      long side = Math.max(64, 2 * Long.highestOneBit(seen));
      triangle =
          Kept.outliving(() ->
              torch
                  .full(new long[] {side, side}, new Scalar(-1e30))
                  .triu(1)
                  .repeat_interleave(groups, new LongOptional(0), new LongOptional())
                  .to(type));
    }
    return triangle.narrow(0, before * groups, n * groups).narrow(1, 0, seen);
  }

  /// `x / √(mean(x²) + ε) · weight`, as in [RMSNorm](https://arxiv.org/abs/1910.07467).
  private Tensor norm(Tensor x, Tensor weight) {
    return rms_norm(
        x,
        new long[] {shape.width()},
        new TensorOptional(weight),
        new DoubleOptional(shape.normEpsilon()));
  }
}
