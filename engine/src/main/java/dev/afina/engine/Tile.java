package dev.afina.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Some neighbouring rows of a tree whose attention is computed together, and the rows that any of
/// them sees. A tree needs few of the products of its rows with one another: a branch does not see
/// its neighbours. Tiles leave out most of the others and are still large enough to be fast.
///
/// @param rows that look
/// @param seen the rows they look at, in order
/// @param mask 0 where a row may look and a very small number where it may not, for each of the
///   query heads that share a key head: `(rows · G, seen)`
record Tile(Span rows, List<Span> seen, Tensor mask) {
  /// Rows of a tile: fewer are slow, more look at more that they do not see.
  private static final int ROWS = 64;

  /// What rows see is filled up to whole vectors, with rows that nobody sees: a softmax over 122
  /// numbers takes twice as long as one over 128.
  private static final int WHOLE = 32;

  /// Rows from one to before another.
  record Span(int from, int to) {
    int length() {
      return to - from;
    }
  }

  /// @param window how far a token sees; 0: everything before it
  /// @param groups query heads that share a key head
  static List<Tile> of(Pack pack, Span rows, int window, int groups, ScalarType type) {
    Sight sight = Sight.of(pack, window);
    List<Tile> tiles = new ArrayList<>();
    for (int at = rows.from(); at < rows.to(); at += ROWS) {
      Span some = new Span(at, Math.min(rows.to(), at + ROWS));
      BitSet seen = new BitSet();
      for (int row = some.from(); row < some.to(); row++)
        for (Span one : sight.of(row)) seen.set(one.from(), one.to());
      fillUp(seen, some.to());
      List<Span> spans = spans(seen);
      Tensor mask = mask(some, spans, seen.cardinality(), sight).to(type); // (n, s)
      tiles.add(
          new Tile(
              some, spans, mask.unsqueeze(1).expand(-1, groups, -1).reshape(-1, mask.size(1))));
    }
    return tiles;
  }

  /// Adds the nearest rows before `end`: those behind it may not be computed yet.
  private static void fillUp(BitSet seen, int end) {
    int row = seen.previousClearBit(end - 1);
    for (; row >= 0 && seen.cardinality() % WHOLE != 0; row = seen.previousClearBit(row))
      seen.set(row);
  }

  private static List<Span> spans(BitSet rows) {
    List<Span> spans = new ArrayList<>();
    for (int from = rows.nextSetBit(0); from >= 0; ) {
      int to = rows.nextClearBit(from);
      spans.add(new Span(from, to));
      from = rows.nextSetBit(to);
    }
    return spans;
  }

  private static Tensor mask(Span rows, List<Span> spans, int width, Sight sight) {
    float[] mask = new float[rows.length() * width];
    Arrays.fill(mask, -1e30f);
    for (int row = rows.from(); row < rows.to(); row++) {
      int at = (row - rows.from()) * width;
      for (Span one : sight.of(row)) {
        int start = at;
        for (Span span : spans) {
          int from = Math.max(one.from(), span.from());
          int to = Math.min(one.to(), span.to());
          for (int i = from; i < to; i++) mask[start + i - span.from()] = 0;
          start += span.length();
        }
      }
    }
    return torch.tensor(mask).view(rows.length(), width);
  }

  /// What each row of a tree sees.
  ///
  /// @param starts the first row of each part
  /// @param partOf the part of each row
  private record Sight(Pack pack, int window, int[] starts, int[] partOf) {
    static Sight of(Pack pack, int window) {
      int[] starts = new int[pack.parts().size()];
      int[] partOf = new int[pack.ids().length];
      int at = 0;
      for (int p = 0; p < starts.length; p++) {
        starts[p] = at;
        for (int i = 0; i < pack.parts().get(p).length(); i++) partOf[at++] = p;
      }
      return new Sight(pack, window, starts, partOf);
    }

    /// Its own part up to itself, and the parts that one goes on from, as far as the window
    /// reaches.
    List<Span> of(int row) {
      List<Span> seen = new ArrayList<>();
      int left = window == 0 ? Integer.MAX_VALUE : window;
      int to = row + 1;
      for (int p = partOf[row]; p >= 0 && left > 0; p = pack.parts().get(p).from()) {
        int end = p == partOf[row] ? to : starts[p] + pack.parts().get(p).length();
        int from = Math.max(starts[p], end - left);
        left -= end - from;
        seen.add(new Span(from, end));
      }
      return seen;
    }
  }
}
