package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.softmax;
import static org.bytedeco.pytorch.global.torch.tanh;

import dev.afina.model.Architecture;
import dev.afina.model.Architecture.Positions;
import dev.afina.model.Names;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A decoder
/// ([GPT-2](https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf),
/// [Llama](https://arxiv.org/abs/2302.13971) and those after them): token ids to hidden states to
/// logits. Sequences come packed, one behind the other, and each attends to itself only.
///
/// Letters in the shapes: `T` tokens of the pack, `n` tokens of one sequence, `s` those it sees,
/// `H` query heads, `K` key heads, `G = H / K`, `D` head width.
final class Transformer {
  private final Architecture shape;
  private final Tensor embedding; // (vocabulary, width)
  private final @Nullable Tensor positions; // (context, width), where they are learned
  private final List<Block> blocks;
  private final Norm lastNorm;
  private final Tensor head; // (vocabulary, width)

  /// What is put on a linear layer, given its name (`model.layers.0.self_attn.q_proj`).
  @FunctionalInterface
  interface Adaptation {
    Linear on(String layer, Linear.Plain base);

    /// Nothing: the base as it is.
    Adaptation NONE = (layer, base) -> base;
  }

  /// @param weights tensors by their Hugging Face names
  Transformer(Architecture shape, Function<String, Tensor> weights, Adaptation adaptation) {
    Names names = shape.names();
    this.shape = shape;
    this.embedding = weights.apply(names.embedding() + ".weight");
    this.positions =
        shape.positions() instanceof Positions.Learned
            ? weights.apply(names.positions() + ".weight")
            : null;
    Map<Integer, Mask> masks = new HashMap<>();
    this.blocks =
        IntStream.range(0, shape.layers())
            .mapToObj(i -> {
              int window = shape.attention().windows().get(i);
              Mask mask = masks.computeIfAbsent(window, w -> new Mask(w, groups()));
              return new Block.Parts(shape, shape.block(i), weights, adaptation).block(mask);
            })
            .toList();
    this.lastNorm = new Block.Parts(shape, "", weights, adaptation).norm(names.lastNorm());
    this.head = shape.ends().tiedHead() ? embedding : weights.apply(names.head() + ".weight");
  }

  /// The state behind each token, after the last norm: `(T, width)`.
  Tensor hidden(Pack pack) {
    return after(new Past(0), pack);
  }

  /// What comes to a block: `(T, width)`.
  Tensor upTo(int block, Pack pack) {
    int[] places = pack.positions(_ -> 0);
    Tensor x = embedded(pack.ids(), places);
    List<Rope.@Nullable Angles> turns = turns(places);
    List<Past> none = Collections.nCopies(pack.parts().size(), new Past(0));
    for (int i = 0; i < block; i++) x = block(i, x, turns.get(i), pack, none, false);
    return x;
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

  /// Scores of the next token, `(rows, vocabulary)`, in 32 bits at least.
  Tensor logits(Tensor states) {
    Tensor scores = linear(states, head);
    scores = scores.to(Weights.wide(scores));
    double cap = shape.ends().cap();
    return cap == 0 ? scores : tanh(scores.div(new Scalar(cap))).mul(new Scalar(cap));
  }

  Architecture shape() {
    return shape;
  }

  /// `(vocabulary, width)`
  Tensor embedding() {
    return embedding;
  }

  /// `(context, width)`, where positions are learned.
  @Nullable Tensor positions() {
    return positions;
  }

  List<Block> blocks() {
    return blocks;
  }

  Norm lastNorm() {
    return lastNorm;
  }

  /// `(vocabulary, width)`; the same tensor as the embedding where they are tied.
  Tensor head() {
    return head;
  }

  Past past() {
    return new Past(shape.layers());
  }

  /// @param pasts one for each part of the pack
  private Tensor hidden(Pack pack, List<Past> pasts, boolean remember) {
    int[] places = pack.positions(part -> pasts.get(part).length());
    Tensor x = embedded(pack.ids(), places); // (T, width)
    List<Rope.@Nullable Angles> turns = turns(places);
    for (int i = 0; i < blocks.size(); i++) x = block(i, x, turns.get(i), pack, pasts, remember);
    return lastNorm.of(x);
  }

  /// What goes into the first block: `(T, width)`.
  ///
  /// @param places how many tokens stand before each in its sequence
  Tensor embedded(int[] ids, int[] places) {
    Tensor x =
        torch.embedding(
            embedding, torch.tensor(ids), shape.ends().padding(), false, false); // (T, width)
    if (shape.ends().scale() != 1)
      // As a tensor it is rounded to the type of the numbers, which is what Gemma was trained with.
      x =
          x.mul(
              torch.full(
                  new long[] {1},
                  new Scalar(shape.ends().scale()),
                  new TensorOptions(x.scalar_type())));
    return positions == null
        ? x
        : x.add(torch.embedding(positions, torch.tensor(places), -1, false, false));
  }

  /// What says in each layer where a query or key stands; `null` where the tokens say it
  /// themselves.
  List<Rope.@Nullable Angles> turns(int[] places) {
    return switch (shape.positions()) {
      case Positions.Learned _ -> Collections.nCopies(shape.layers(), null);
      case Positions.Rotary(var everywhere, var window) -> {
        Rope.Angles wide = turn(everywhere, places);
        Rope.Angles near = window.equals(everywhere) ? wide : turn(window, places);
        yield shape.attention().windows().stream().map(w -> w == 0 ? wide : near).toList();
      }
    };
  }

  private Rope.Angles turn(List<Float> frequencies, int[] places) {
    int heads = shape.attention().heads().queries();
    return new Rope(frequencies).at(places, heads, embedding.scalar_type());
  }

  /// What a block makes on the way is given back as soon as the block is done; what its gradient
  /// needs libtorch keeps itself.
  private Tensor block(
      int i, Tensor x, Rope.@Nullable Angles turn, Pack pack, List<Past> pasts, boolean remember) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope _ = new PointerScope()) {
      Block block = blocks.get(i);
      Tensor attended = attention(i, block.attentionNorm().of(x), turn, pack, pasts, remember);
      Tensor y = x.add(normed(block.afterAttention(), attended));
      Tensor inner = activated(block, block.feedForwardNorm().of(y)); // (T, feedForward)
      Tensor out = y.add(normed(block.afterFeedForward(), block.down().forward(inner)));
      outer.attach(out);
      return out;
    }
  }

  private static Tensor normed(@Nullable Norm norm, Tensor x) {
    return norm == null ? x : norm.of(x);
  }

  private static Tensor turned(Rope.@Nullable Angles turn, Tensor x) {
    return turn == null ? x : turn.turn(x);
  }

  private Tensor activated(Block block, Tensor x) {
    Tensor first = block.up().getFirst().forward(x);
    Tensor active =
        switch (shape.feedForward().activation()) {
          case SILU -> silu(first);
          case GELU -> gelu(first, "tanh");
        };
    return shape.feedForward().gated() ? active.mul(block.up().getLast().forward(x)) : active;
  }

  private Tensor attention(
      int i, Tensor x, Rope.@Nullable Angles turn, Pack pack, List<Past> pasts, boolean remember) {
    Block block = blocks.get(i);
    List<Tensor> made = heads(block, x);
    Tensor q = turned(turn, normed(block.queryNorm(), made.get(0)));
    Tensor k = turned(turn, normed(block.keyNorm(), made.get(1)));
    long[] lengths = pack.lengths();
    TensorVector qs = q.split_with_sizes(lengths, 0);
    TensorVector ks = k.split_with_sizes(lengths, 0);
    TensorVector vs = made.get(2).split_with_sizes(lengths, 0);
    Tensor[] outs = new Tensor[pack.parts().size()];
    for (int p = 0; p < outs.length; p++) {
      Past past = pasts.get(p);
      if (remember) past.remember(i, ks.get(p), vs.get(p));
      List<Integer> seen = pack.seenBy(p);
      int before = past.length() + pack.parts().get(p).depth();
      Tensor keys = past.keys(i, joined(ks, seen));
      outs[p] = attend(qs.get(p), keys, past.values(i, joined(vs, seen)), block.mask(), before);
    }
    return block.out().forward(outs.length == 1 ? outs[0] : cat(new TensorVector(outs), 0));
  }

  /// Queries `(T, H, D)`, keys and values `(T, K, D)`.
  private List<Tensor> heads(Block block, Tensor x) {
    long width = headWidth();
    long[] sizes = {queryHeads() * width, keyHeads() * width, keyHeads() * width};
    List<Tensor> made;
    if (block.in().size() == 1) {
      TensorVector parts = block.in().getFirst().forward(x).split_with_sizes(sizes, 1);
      made = List.of(parts.get(0), parts.get(1), parts.get(2));
    } else {
      made = block.in().stream().map(layer -> layer.forward(x)).toList();
    }
    return made.stream().map(one -> one.view(x.size(0), one.size(1) / width, width)).toList();
  }

  private static Tensor joined(TensorVector parts, List<Integer> seen) {
    if (seen.size() == 1) return parts.get(seen.getFirst());
    return cat(new TensorVector(seen.stream().map(parts::get).toArray(Tensor[]::new)), 0);
  }

  /// Causal attention of one part. The `G` query heads that share a key head are rows of one
  /// matrix, so nothing is repeated ([GQA](https://arxiv.org/abs/2305.13245)).
  ///
  /// @param q `(n, H, D)`
  /// @param k and `v` `(before + n, K, D)`; what lies before the window of all is left out
  private Tensor attend(Tensor q, Tensor k, Tensor v, Mask mask, long before) {
    long n = q.size(0);
    long first = mask.first(before);
    Tensor keys = first == 0 ? k : k.narrow(0, first, before + n - first); // (s, K, D)
    Tensor values = first == 0 ? v : v.narrow(0, first, before + n - first);
    Tensor queries =
        q.view(n, keyHeads(), groups(), headWidth())
            .transpose(0, 1)
            .reshape(keyHeads(), n * groups(), headWidth()); // (K, n G, D)
    Tensor scores =
        baddbmm(
            mask.of(n, before, q.scalar_type()),
            queries,
            keys.permute(1, 2, 0),
            new Scalar(1.0),
            new Scalar(shape.attention().scale())); // (K, n G, s)
    return bmm(softmax(scores, -1), values.transpose(0, 1)) // (K, n G, D)
        .view(keyHeads(), n, groups(), headWidth())
        .transpose(0, 1)
        .reshape(n, queryHeads() * headWidth());
  }

  private long queryHeads() {
    return shape.attention().heads().queries();
  }

  private long keyHeads() {
    return shape.attention().heads().keys();
  }

  private long groups() {
    return queryHeads() / keyHeads();
  }

  private long headWidth() {
    return shape.attention().heads().width();
  }
}
