package dev.afina.engine;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// Where a token may look: at itself and those before it, in a window or all of them. Every mask is
/// a piece of one large square that grows when it must.
final class Mask {
  private final long window; // 0: all
  private final long groups;
  private @Nullable Tensor square;

  /// @param groups how many equal rows each token has
  Mask(int window, long groups) {
    this.window = window;
    this.groups = groups;
  }

  /// The first of `before` earlier tokens that any of the next ones sees.
  long first(long before) {
    return window == 0 ? 0 : Math.max(0, before - window + 1);
  }

  /// 0 where a token may look and a very small number where it may not: `(n groups, s)`, for the
  /// `n` tokens behind `before` others, of which they see those from [#first] on.
  Tensor of(long n, long before, ScalarType type) {
    long from = first(before);
    long seen = before + n;
    // Only distances count, so the piece may lie anywhere along the diagonal.
    long s = seen - from;
    if (square == null || square.size(1) < s) {
      if (square != null) square.close();
      long side = Math.max(64, 2 * Long.highestOneBit(s));
      square = Kept.outliving(() -> make(side, type));
    }
    return square.narrow(0, (before - from) * groups, n * groups).narrow(1, 0, s);
  }

  private Tensor make(long side, ScalarType type) {
    Tensor no = torch.full(new long[] {side, side}, new Scalar(-1e30));
    Tensor hidden = window == 0 ? no.triu(1) : no.triu(1).add(no.tril(-window));
    return hidden.repeat_interleave(groups, new LongOptional(0), new LongOptional()).to(type);
  }
}
