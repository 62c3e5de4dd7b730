package dev.afina.engine;

import dev.afina.model.Architecture;
import dev.afina.model.Names;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// What one block of a [Transformer] is made of.
///
/// @param in makes queries, keys and values: three layers, or one for all
/// @param up one layer, or the activated one and the one it opens and closes
record Block(
    Norm attentionNorm,
    List<Linear> in,
    @Nullable Norm queryNorm,
    @Nullable Norm keyNorm,
    Mask mask,
    Linear out,
    @Nullable Norm afterAttention,
    Norm feedForwardNorm,
    List<Linear> up,
    Linear down,
    @Nullable Norm afterFeedForward) {

  /// Whether anything of it learns.
  boolean learns() {
    return Stream.of(in, List.of(out), up, List.of(down))
        .flatMap(List::stream)
        .anyMatch(Linear::learns);
  }

  /// The parts of one block, by their names.
  record Parts(
      Architecture shape,
      String prefix,
      Function<String, Tensor> weights,
      Transformer.Adaptation adaptation) {

    Block block(Mask mask) {
      Names names = shape.names();
      boolean headNorms = shape.attention().headNorms();
      boolean after = shape.norm().after();
      return new Block(
          norm(names.attentionNorm()),
          names.attention().stream().map(this::linear).toList(),
          headNorms ? norm(names.queryNorm()) : null,
          headNorms ? norm(names.keyNorm()) : null,
          mask,
          linear(names.attentionOut()),
          after ? norm(names.afterAttention()) : null,
          norm(names.feedForwardNorm()),
          names.feedForward().stream().map(this::linear).toList(),
          linear(names.feedForwardOut()),
          after ? norm(names.afterFeedForward()) : null);
    }

    Norm norm(String name) {
      boolean bias = shape.norm().kind() == Architecture.Norm.Kind.LAYER;
      return new Norm(
          shape.norm(),
          weights.apply(prefix + name + ".weight"),
          bias ? weights.apply(prefix + name + ".bias") : null);
    }

    private Linear linear(String name) {
      boolean bias =
          shape.linears().stream().anyMatch(one -> one.name().equals(name) && one.bias());
      return adaptation.on(
          prefix + name,
          new Linear.Plain(
              weights.apply(prefix + name + ".weight"),
              bias ? weights.apply(prefix + name + ".bias") : null,
              shape.names().turned()));
    }
  }
}
