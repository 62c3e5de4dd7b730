package dev.afina.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The shape of a decoder: everything the engine must know besides the weights. Families differ in
/// this data and not in code.
///
/// @param family as the file calls it, for instance `llama`
/// @param names what its tensors are called
/// @param ends what stands before the first block and behind the last
public record Architecture(
    String family,
    Size size,
    Attention attention,
    FeedForward feedForward,
    Norm norm,
    Positions positions,
    Ends ends,
    Names names) {

  /// @param layers number of decoder blocks
  /// @param width of the residual stream (`hidden_size`)
  /// @param vocabulary rows of the embedding
  /// @param context the longest conversation it was made for, in tokens
  public record Size(int layers, int width, int vocabulary, int context) {
    public Size {
      if (layers < 1 || width < 1 || vocabulary < 1 || context < 1)
        throw new IllegalArgumentException(
            "a part of the model is empty: layers " + layers + ", width " + width);
    }
  }

  /// @param heads which heads there are
  /// @param scale what the product of a query and a key is multiplied with, mostly `1/√width`
  /// @param headNorms whether each head's queries and keys are brought to one size
  /// @param inputBias whether queries, keys and values have a bias
  /// @param outputBias whether the layer behind the heads has one
  /// @param windows for each layer, how many tokens a token sees, itself included; 0 for all
  public record Attention(
      Heads heads,
      double scale,
      boolean headNorms,
      boolean inputBias,
      boolean outputBias,
      List<Integer> windows) {
    public Attention {
      windows = List.copyOf(windows);
    }

    /// Every token sees all before it.
    public static List<Integer> everywhere(int layers) {
      return Collections.nCopies(layers, 0);
    }
  }

  /// @param queries query heads
  /// @param keys key and value heads; divides `queries` (grouped-query attention)
  /// @param width numbers in one head
  public record Heads(int queries, int keys, int width) {
    public Heads {
      if (queries < 1 || keys < 1 || queries % keys != 0)
        throw new IllegalArgumentException(queries + " query heads cannot share " + keys);
      if (width < 2 || width % 2 != 0)
        throw new IllegalArgumentException(
            "rotary positions need an even head width, not " + width);
    }

    double usualScale() {
      return 1 / Math.sqrt(width);
    }
  }

  /// @param width inside the block
  /// @param gated two layers up, of which the activated one opens and closes the other
  ///   ([GLU](https://arxiv.org/abs/2002.05202)); else one
  public record FeedForward(int width, Activation activation, boolean gated, boolean bias) {
    public FeedForward {
      if (width < 1) throw new IllegalArgumentException("a feed-forward block of width " + width);
    }
  }

  public enum Activation {
    SILU,
    /// [GELU](https://arxiv.org/abs/1606.08415) in its approximation by `tanh`.
    GELU
  }

  /// How a token's numbers are brought to one size, before attention and feed-forward.
  ///
  /// @param after whether what these make is normed, too, before it is added
  public record Norm(Kind kind, double epsilon, boolean after) {
    public enum Kind {
      /// `x / √(mean(x²) + ε) · w` ([RMSNorm](https://arxiv.org/abs/1910.07467)).
      RMS,
      /// The same with `1 + w`.
      RMS_FROM_ONE,
      /// `(x − mean(x)) / √(var(x) + ε) · w + b` ([LayerNorm](https://arxiv.org/abs/1607.06450)).
      LAYER
    }
  }

  /// How the model knows where a token stands.
  public sealed interface Positions {

    /// A learned row for each position, added to the embedding; there are no others.
    record Learned(int rows) implements Positions {}

    /// Queries and keys are turned ([RoFormer](https://arxiv.org/abs/2104.09864)): number `i` of a
    /// head and number `i + width/2` are a point of the plane, turned by `position · frequency i`.
    ///
    /// @param everywhere frequencies in layers that see all
    /// @param window frequencies in layers that see a window
    record Rotary(List<Float> everywhere, List<Float> window) implements Positions {
      public Rotary {
        everywhere = List.copyOf(everywhere);
        window = List.copyOf(window);
      }

      public static Rotary of(List<Float> frequencies) {
        return new Rotary(frequencies, frequencies);
      }
    }
  }

  /// `base^(−2i/width)` for each pair of a head's numbers, in 32 bits as Transformers computes it.
  public static List<Float> frequencies(double base, int headWidth) {
    return IntStream.range(0, headWidth / 2)
        .mapToObj(i -> (float) (1 / Math.pow(base, 2.0 * i / headWidth)))
        .toList();
  }

  /// @param scale what an embedding is multiplied with
  /// @param tiedHead whether the output layer is the embedding
  /// @param cap if not 0, a score `s` becomes `cap · tanh(s / cap)`
  /// @param padding the token whose embedding gets no gradient where it is read (PyTorch's
  ///   `padding_idx`, which Transformers sets); −1 for none
  public record Ends(double scale, boolean tiedHead, double cap, int padding) {
    public static Ends plain(boolean tiedHead, int padding) {
      return new Ends(1, tiedHead, 0, padding);
    }
  }

  /// A linear layer of a block.
  ///
  /// @param name within the block, for instance `self_attn.q_proj`
  public record Linear(String name, int inputs, int outputs, boolean bias) {}

  public Architecture {
    if (attention.windows.size() != size.layers)
      throw new IllegalArgumentException(
          attention.windows.size() + " windows in " + size.layers + " layers");
    if (positions instanceof Positions.Rotary(var everywhere, var window)
        && (2 * everywhere.size() != attention.heads.width
            || 2 * window.size() != attention.heads.width))
      throw new IllegalArgumentException(everywhere.size() + " frequencies");
  }

  /// The plainest of the family that most are of.
  public static Architecture llama(
      Size size, Heads heads, int feedForward, double ropeBase, double epsilon, Ends ends) {
    return new Architecture(
        "llama",
        size,
        new Attention(
            heads, heads.usualScale(), false, false, false, Attention.everywhere(size.layers)),
        new FeedForward(feedForward, Activation.SILU, true, false),
        new Norm(Norm.Kind.RMS, epsilon, false),
        Positions.Rotary.of(frequencies(ropeBase, heads.width)),
        ends,
        Names.LLAMA);
  }

  public int layers() {
    return size.layers;
  }

  public int width() {
    return size.width;
  }

  public int vocabulary() {
    return size.vocabulary;
  }

  public int context() {
    return size.context;
  }

  /// What the names of a block's tensors begin with.
  public String block(int layer) {
    return names.blocks() + layer + ".";
  }

  /// The linear layers of a block, in the order they are computed: into the heads, out of them, up,
  /// down.
  public List<Linear> linears() {
    int queries = attention.heads.queries * attention.heads.width;
    int keys = attention.heads.keys * attention.heads.width;
    List<Linear> all = new ArrayList<>();
    if (names.attention().size() == 1) {
      int together = queries + 2 * keys;
      all.add(new Linear(names.attention().getFirst(), width(), together, attention.inputBias));
    } else {
      for (String name : names.attention())
        all.add(
            new Linear(
                name, width(), name.endsWith("q_proj") ? queries : keys, attention.inputBias));
    }
    all.add(new Linear(names.attentionOut(), queries, width(), attention.outputBias));
    for (String name : names.feedForward())
      all.add(new Linear(name, width(), feedForward.width, feedForward.bias));
    all.add(new Linear(names.feedForwardOut(), feedForward.width, width(), feedForward.bias));
    return all;
  }

  /// Every tensor of such a model and its shape (rows first), by the names Hugging Face gives them.
  public SequencedMap<String, List<Long>> tensors() {
    SequencedMap<String, List<Long>> all = new LinkedHashMap<>();
    all.put(names.embedding() + ".weight", shape(vocabulary(), width()));
    if (positions instanceof Positions.Learned(int rows))
      all.put(names.positions() + ".weight", shape(rows, width()));
    for (int layer = 0; layer < layers(); layer++) {
      String block = block(layer);
      norm(all, block + names.attentionNorm());
      for (Linear linear : linears()) {
        if (linear.name.equals(names.feedForward().getFirst()))
          norm(all, block + names.feedForwardNorm());
        all.put(block + linear.name + ".weight", weight(linear));
        if (linear.bias) all.put(block + linear.name + ".bias", shape(linear.outputs));
      }
      if (norm.after) {
        norm(all, block + names.afterAttention());
        norm(all, block + names.afterFeedForward());
      }
      if (attention.headNorms) {
        all.put(block + names.queryNorm() + ".weight", shape(attention.heads.width));
        all.put(block + names.keyNorm() + ".weight", shape(attention.heads.width));
      }
    }
    norm(all, names.lastNorm());
    if (!ends.tiedHead) all.put(names.head() + ".weight", shape(vocabulary(), width()));
    return all;
  }

  private List<Long> weight(Linear linear) {
    return names.turned()
        ? shape(linear.inputs, linear.outputs)
        : shape(linear.outputs, linear.inputs);
  }

  private void norm(SequencedMap<String, List<Long>> all, String name) {
    all.put(name + ".weight", shape(width()));
    if (norm.kind == Norm.Kind.LAYER) all.put(name + ".bias", shape(width()));
  }

  private static List<Long> shape(long... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }
}
