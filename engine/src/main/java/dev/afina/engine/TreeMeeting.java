package dev.afina.engine;

import dev.afina.engine.Tile.Span;
import dev.afina.model.Architecture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What the members of a crew that compute a tree tell one another: keys and values of their rows,
/// and on the way back the gradients of those of all rows. Made in a scope that outlives their work.
final class TreeMeeting {
  private final Crew crew;
  private final List<Span> rows;
  private final List<Tensor> keys; // of a block, (T, K, D)
  private final List<Tensor> values;
  private final List<List<Gradients>> gradients; // of a member, by turns

  /// Of all rows, `(T, K, D)`, in 32 bits at least: many rows add to those that they share.
  record Gradients(Tensor keys, Tensor values) {}

  /// @param rows of each member
  /// @param back whether there is a way back, which needs the keys of all blocks
  TreeMeeting(Crew crew, Architecture shape, List<Span> rows, ScalarType type, boolean back) {
    this.crew = crew;
    this.rows = List.copyOf(rows);
    var heads = shape.attention().heads();
    long[] sizes = {rows.getLast().to(), heads.keys(), heads.width()};
    int blocks = back ? shape.layers() : 2;
    this.keys = several(blocks, sizes, type);
    this.values = several(blocks, sizes, type);
    ScalarType wide = Weights.wide(keys.getFirst());
    // Two by turns: some members are still reading a block's while others write the next one's.
    this.gradients =
        rows.stream()
            .map(_ -> {
              List<Tensor> both = several(back ? 4 : 0, sizes, wide);
              return back
                  ? List.of(
                      new Gradients(both.get(0), both.get(1)),
                      new Gradients(both.get(2), both.get(3)))
                  : List.<Gradients>of();
            })
            .toList();
  }

  private static List<Tensor> several(int n, long[] sizes, ScalarType type) {
    List<Tensor> made = new ArrayList<>();
    for (int i = 0; i < n; i++)
      made.add(torch.empty(sizes, new TensorOptions(type), new MemoryFormatOptional()));
    return made;
  }

  Span rows(int member) {
    return rows.get(member);
  }

  /// Tells the others a block's keys and values of some rows, and waits for theirs.
  void tell(int block, Span own, Tensor k, Tensor v) {
    keys(block).narrow(0, own.from(), own.length()).copy_(k);
    values(block).narrow(0, own.from(), own.length()).copy_(v);
    crew.meet();
  }

  /// A block's keys of all rows.
  Tensor keys(int block) {
    return keys.get(block % keys.size());
  }

  Tensor values(int block) {
    return values.get(block % values.size());
  }

  /// Where a member adds up what its rows give to the keys and values of all: zero yet.
  Gradients gradients(int member, int block) {
    Gradients mine = gradients.get(member).get(block % 2);
    mine.keys().zero_();
    mine.values().zero_();
    return mine;
  }

  /// What all members give to the keys and values of some rows, once they have. Added in the order
  /// of the members, whoever was first.
  Gradients sum(int block, Span own, ScalarType type) {
    crew.meet();
    Tensor k = torch.zeros_like(own(gradients.getFirst().get(block % 2).keys(), own));
    Tensor v = torch.zeros_like(k);
    for (List<Gradients> member : gradients) {
      k.add_(own(member.get(block % 2).keys(), own));
      v.add_(own(member.get(block % 2).values(), own));
    }
    return new Gradients(k.to(type), v.to(type));
  }

  private static Tensor own(Tensor all, Span rows) {
    return all.narrow(0, rows.from(), rows.length());
  }
}
