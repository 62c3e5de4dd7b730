package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.ModelFile;
import dev.afina.model.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of one block, as in `Transformer`.
///
/// @param in layers of one input, as all lists here; makes queries, keys and values: three layers,
///   or one for all
/// @param window how many tokens a token sees, itself included; 0 for all
/// @param up one layer, or the activated one and the one it opens and closes
record Block(
    Normed attentionNorm,
    List<Product> in,
    @Nullable Normed queryNorm,
    @Nullable Normed keyNorm,
    int window,
    List<Product> out,
    @Nullable Normed afterAttention,
    Normed feedForwardNorm,
    List<Product> up,
    List<Product> down,
    @Nullable Normed afterFeedForward) {

  static Block of(ModelFile file, Architecture shape, int layer, boolean half) {
    return new Parts(file, shape, shape.block(layer), half)
        .block(shape.attention().windows().get(layer));
  }

  private record Parts(ModelFile file, Architecture shape, String prefix, boolean half) {

    Block block(int window) {
      Names names = shape.names();
      boolean headNorms = shape.attention().headNorms();
      boolean after = shape.norm().after();
      return new Block(
          norm(names.attentionNorm()),
          names.attention().stream().map(this::product).toList(),
          headNorms ? norm(names.queryNorm()) : null,
          headNorms ? norm(names.keyNorm()) : null,
          window,
          List.of(product(names.attentionOut())),
          after ? norm(names.afterAttention()) : null,
          norm(names.feedForwardNorm()),
          names.feedForward().stream().map(this::product).toList(),
          List.of(product(names.feedForwardOut())),
          after ? norm(names.afterFeedForward()) : null);
    }

    private Normed norm(String name) {
      return Normed.of(file, shape.norm(), prefix + name);
    }

    private Product product(String name) {
      return Product.of(file, shape, prefix, name, half);
    }
  }

  /// The first token that one behind `before` others sees.
  int first(int before) {
    return window == 0 ? 0 : Math.max(0, before - window + 1);
  }
}
