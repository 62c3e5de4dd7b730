package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.afina.engine.Tile.Span;
import dev.afina.model.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Attention of one member's rows to the rows of all, and its derivative. Letters as in
/// [Transformer]; `n` rows of a tile look at `s` rows.
final class TreeAttention {
  private final Architecture.Attention shape;
  private final Span rows;
  private final Map<Integer, List<Tile>> tiles = new HashMap<>(); // by window
  private final long heads;
  private final long groups;

  TreeAttention(Architecture shape, Pack pack, Span rows, ScalarType type) {
    this.shape = shape.attention();
    this.rows = rows;
    this.heads = this.shape.heads().keys();
    this.groups = this.shape.heads().queries() / heads;
    for (int window : this.shape.windows())
      tiles.computeIfAbsent(window, w -> Tile.of(pack, rows, w, (int) groups, type));
  }

  /// @param q of the member's rows, `(rows, H, D)`
  /// @param k and `v` of all rows, `(T, K, D)`
  /// @return `(rows, H D)`
  Tensor there(int layer, Tensor q, Tensor k, Tensor v, Tape tape) {
    Tensor queries = byHead(q).mul_(new Scalar(shape.scale())); // (K, rows G, D)
    Tensor out = queries.new_empty(queries.shape());
    for (Tile tile : tiles(layer)) {
      try (PointerScope _ = new PointerScope()) {
        Tensor weights = tape.keep(weights(own(queries, tile), gathered(k, tile), tile));
        own(out, tile).copy_(bmm(weights, gathered(v, tile).transpose(0, 1))); // (K, n G, D)
      }
    }
    tape.keep(queries);
    return byRow(tape.keep(out));
  }

  /// `(K, n G, s)`
  private Tensor weights(Tensor queries, Tensor keys, Tile tile) {
    return softmax(bmm(queries, keys.permute(1, 2, 0)).add_(tile.mask()), -1);
  }

  /// With `P` the weights and `dP` their gradient, that of the scores is `P (dP − Σ P dP)`, where
  /// the sum over what a row sees is also that of `out · dOut`, which is shorter
  /// ([FlashAttention](https://arxiv.org/abs/2205.14135), B.4).
  ///
  /// @param dOut gradient of what [#there] made
  /// @param k and `v` as they were given to it
  /// @param dk gradient of all keys, `(T, K, D)`, to be added to; `dv` likewise
  /// @return the gradient of the queries
  Tensor back(int layer, Tensor dOut, Tensor k, Tensor v, Tensor dk, Tensor dv, Tape tape) {
    Tensor dAttended = byHead(dOut.view(rows.length(), heads * groups, k.size(2)));
    Tensor along = tape.take().mul_(dAttended).sum(new long[] {-1}, true, null).neg_();
    Tensor queries = tape.take();
    Tensor dQueries = dAttended.new_empty(dAttended.shape());
    for (Tile tile : tiles(layer).reversed()) {
      try (PointerScope _ = new PointerScope()) {
        Tensor weights = tape.take();
        Tensor dOwn = own(dAttended, tile);
        scatter(bmm(weights.transpose(1, 2), dOwn), dv, tile);
        Tensor dScores =
            baddbmm(own(along, tile), dOwn, gathered(v, tile).permute(1, 2, 0)).mul_(weights);
        scatter(bmm(dScores.transpose(1, 2), own(queries, tile)), dk, tile);
        own(dQueries, tile).copy_(bmm(dScores, gathered(k, tile).transpose(0, 1)));
      }
    }
    return byRow(dQueries.mul_(new Scalar(shape.scale())))
        .view(rows.length(), heads * groups, k.size(2));
  }

  private List<Tile> tiles(int layer) {
    return tiles.getOrDefault(shape.windows().get(layer), List.of());
  }

  /// The tile's part of what the member's rows have, `(K, n G, …)`.
  private Tensor own(Tensor x, Tile tile) {
    return x.narrow(1, (tile.rows().from() - rows.from()) * groups, tile.rows().length() * groups);
  }

  /// `(rows, H, D)` to `(K, rows G, D)`: the query heads that share a key head are rows of one
  /// matrix.
  private Tensor byHead(Tensor x) {
    return x.view(rows.length(), heads, groups, x.size(2))
        .transpose(0, 1)
        .contiguous()
        .view(heads, rows.length() * groups, x.size(2));
  }

  /// The other way: `(rows, H D)`.
  private Tensor byRow(Tensor x) {
    return x.view(heads, rows.length(), groups, x.size(2))
        .transpose(0, 1)
        .reshape(rows.length(), heads * groups * x.size(2));
  }

  /// What a tile sees: `(s, K, D)`.
  private static Tensor gathered(Tensor all, Tile tile) {
    Tensor[] parts =
        tile.seen().stream()
            .map(span -> all.narrow(0, span.from(), span.length()))
            .toArray(Tensor[]::new);
    return parts.length == 1 ? parts[0] : cat(new TensorVector(parts), 0);
  }

  /// Adds `(K, s, D)` to the rows that a tile sees.
  private static void scatter(Tensor x, Tensor all, Tile tile) {
    Tensor byRow = x.transpose(0, 1);
    int at = 0;
    for (Span span : tile.seen()) {
      all.narrow(0, span.from(), span.length()).add_(byRow.narrow(0, at, span.length()));
      at += span.length();
    }
  }
}
