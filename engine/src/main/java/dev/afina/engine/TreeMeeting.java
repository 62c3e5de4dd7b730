package dev.afina.engine;

import dev.afina.engine.Tile.Span;
import dev.afina.model.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What the members of a crew that compute a tree tell one another: keys and values of their rows,
/// and on the way back the gradients of those of all rows. Made in a scope that outlives their
/// work.
///
/// A row sees rows before it only. So on the way there a member waits for those before it, which
/// wait for nobody; on the way back for those behind it. They need not keep in step, and a member
/// that the system keeps from its core for a while does not hold up all the others at each block.
final class TreeMeeting {
  /// How many blocks a member may be ahead on the way back.
  private static final int AHEAD = 4;

  private final Crew crew;
  private final int[] told; // by each member: the blocks whose keys it has told
  private final int[] given; // the last block whose gradients it has given, going down
  private final int[] taken; // the last block whose gradients it has taken, going down
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
    this.keys = several(shape.layers(), sizes, type);
    this.values = several(shape.layers(), sizes, type);
    this.told = new int[rows.size()];
    this.given = filled(rows.size(), shape.layers());
    this.taken = filled(rows.size(), shape.layers());
    ScalarType wide = Weights.wide(keys.getFirst());
    this.gradients = rows.stream().map(_ -> byTurns(back ? AHEAD : 0, sizes, wide)).toList();
  }

  private static int[] filled(int size, int value) {
    int[] all = new int[size];
    Arrays.fill(all, value);
    return all;
  }

  private static List<Gradients> byTurns(int n, long[] sizes, ScalarType type) {
    List<Tensor> keys = several(n, sizes, type);
    List<Tensor> values = several(n, sizes, type);
    return IntStream.range(0, n).mapToObj(i -> new Gradients(keys.get(i), values.get(i))).toList();
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

  /// Tells the others a block's keys and values of a member's rows, and waits for those it sees.
  void tell(int member, int block, Tensor k, Tensor v) {
    own(keys(block), member).copy_(k);
    own(values(block), member).copy_(v);
    crew.tell(() -> told[member] = block + 1);
    crew.await(() -> Arrays.stream(told, 0, member).allMatch(blocks -> blocks > block));
  }

  /// A block's keys of all rows.
  Tensor keys(int block) {
    return keys.get(block);
  }

  Tensor values(int block) {
    return values.get(block);
  }

  /// Where a member adds up what its rows give to the keys and values of all: zero yet.
  Gradients gradients(int member, int block) {
    crew.await(() -> Arrays.stream(taken, 0, member).allMatch(last -> last <= block + AHEAD));
    Gradients mine = gradients.get(member).get(block % AHEAD);
    mine.keys().zero_();
    mine.values().zero_();
    return mine;
  }

  /// What all members give to the keys and values of a member's rows, once they have. Added in the
  /// order of the members, whoever was first.
  Gradients sum(int member, int block, ScalarType type) {
    crew.tell(() -> given[member] = block);
    crew.await(() -> Arrays.stream(given, member, given.length).allMatch(last -> last <= block));
    Gradients mine = gradients.get(member).get(block % AHEAD);
    Tensor k = own(mine.keys(), member);
    Tensor v = own(mine.values(), member);
    for (List<Gradients> other : gradients.subList(member + 1, gradients.size())) {
      k.add_(own(other.get(block % AHEAD).keys(), member));
      v.add_(own(other.get(block % AHEAD).values(), member));
    }
    crew.tell(() -> taken[member] = block);
    return new Gradients(k.to(type), v.to(type));
  }

  private Tensor own(Tensor all, int member) {
    Span own = rows(member);
    return all.narrow(0, own.from(), own.length());
  }
}
