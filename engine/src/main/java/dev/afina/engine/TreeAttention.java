package dev.afina.engine;

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
      tiles.computeIfAbsent(window, w -> Tile.of(pack, rows, w, type));
  }

  /// @param q of the member's rows, `(rows, H, D)`
  /// @param k and `v` of all rows, `(T, K, D)`
  /// @return `(rows, H D)`
  Tensor there(int layer, Tensor q, Tensor k, Tensor v, Tape tape) {
    Tensor out = q.new_empty(rows.length(), q.size(1) * q.size(2));
    for (Tile tile : tiles(layer)) {
      try (PointerScope _ = new PointerScope()) {
        Tensor queries = tape.keep(byHead(own(q, tile)).mul_(new Scalar(shape.scale())));
        Tensor weights = tape.keep(weights(queries, gathered(k, tile), tile)); // (K, n G, s)
        Tensor attended = bmm(weights, gathered(v, tile).transpose(0, 1)); // (K, n G, D)
        own(out, tile).copy_(byRow(attended));
      }
    }
    return out;
  }

  private Tensor weights(Tensor queries, Tensor keys, Tile tile) {
    Tensor scores = bmm(queries, keys.permute(1, 2, 0)); // (K, n G, s)
    scores.view(heads, tile.rows().length(), groups, scores.size(2)).add_(tile.mask());
    return softmax(scores, -1);
  }

  /// @param dOut gradient of what [#there] made
  /// @param k and `v` as they were given to it
  /// @param dk gradient of all keys, `(T, K, D)`, to be added to; `dv` likewise
  /// @return the gradient of the queries
  Tensor back(int layer, Tensor dOut, Tensor k, Tensor v, Tensor dk, Tensor dv, Tape tape) {
    Tensor dq = dOut.new_empty(rows.length(), heads * groups * k.size(2));
    for (Tile tile : tiles(layer).reversed()) {
      try (PointerScope _ = new PointerScope()) {
        Tensor weights = tape.take();
        Tensor queries = tape.take();
        Tensor dAttended = byHead(own(dOut, tile).view(tile.rows().length(), heads * groups, -1));
        scatter(bmm(weights.transpose(1, 2), dAttended), dv, tile);
        Tensor dScores = bmm(dAttended, gathered(v, tile).permute(1, 2, 0)); // of the weights yet
        Tensor along = dScores.mul(weights).sum(new long[] {-1}, true, null);
        dScores.sub_(along).mul_(weights);
        scatter(bmm(dScores.transpose(1, 2), queries), dk, tile);
        Tensor dQueries = bmm(dScores, gathered(k, tile).transpose(0, 1));
        own(dq, tile).copy_(byRow(dQueries.mul_(new Scalar(shape.scale()))));
      }
    }
    return dq.view(rows.length(), heads * groups, k.size(2));
  }

  private List<Tile> tiles(int layer) {
    return tiles.getOrDefault(shape.windows().get(layer), List.of());
  }

  /// The tile's part of what the member's rows have.
  private Tensor own(Tensor x, Tile tile) {
    return x.narrow(0, tile.rows().from() - rows.from(), tile.rows().length());
  }

  /// `(n, H, D)` to `(K, n G, D)`: the query heads that share a key head are rows of one matrix.
  private Tensor byHead(Tensor x) {
    long n = x.size(0);
    return x.view(n, heads, groups, x.size(2))
        .transpose(0, 1)
        .contiguous()
        .view(heads, n * groups, x.size(2));
  }

  /// The other way: `(n, H D)`.
  private Tensor byRow(Tensor x) {
    long n = x.size(1) / groups;
    return x.view(heads, n, groups, x.size(2))
        .transpose(0, 1)
        .reshape(n, heads * groups * x.size(2));
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
