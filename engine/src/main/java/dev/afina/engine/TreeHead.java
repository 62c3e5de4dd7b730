package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.log_softmax;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// The loss head on the learned tokens of some rows, with its derivative. The scores of a token
/// over the whole vocabulary are large: a product makes those of [#CHUNK] rows, and what follows
/// works on so few of them at a time that they stay in the processor's cache.
///
/// @param targets of the rows, in their order
/// @param share what the loss is divided by
record TreeHead(Transformer model, Targets targets, double share) {
  private static final int CHUNK = 256;
  private static final int CACHED = 8;

  /// What some rows are to predict.
  ///
  /// @param rows the row of each target, ascending; counted from the first of the states
  /// @param tokens to be predicted there
  /// @param weights how much it counts
  record Targets(int[] rows, long[] tokens, double[] weights) {

    /// Those of the rows from one to before another, counted from the first of them.
    static Targets of(Lesson lesson, Tile.Span rows) {
      int from = place(lesson.rows(), rows.from());
      int to = place(lesson.rows(), rows.to());
      int[] own = Arrays.copyOfRange(lesson.rows(), from, to);
      for (int i = 0; i < own.length; i++) own[i] -= rows.from();
      return new Targets(
          own,
          Arrays.copyOfRange(lesson.tokens(), from, to),
          Arrays.copyOfRange(lesson.weights(), from, to));
    }

    private static int place(int[] ascending, int row) {
      int at = 0;
      while (at < ascending.length && ascending[at] < row) at++;
      return at;
    }
  }

  /// `−ln p` of each target, in nats.
  ///
  /// @param states `(rows, width)`
  /// @param dStates receives the gradient of `Σ weight · −ln p / share`, and the head's own
  ///   gradient is added to; `null` if there is no way back
  double[] run(Tensor states, @Nullable Tensor dStates) {
    int[] distinct = Arrays.stream(targets.rows()).distinct().toArray();
    double[] nll = new double[targets.rows().length];
    int target = 0;
    for (int at = 0; at < distinct.length; at += CHUNK) {
      try (PointerScope _ = new PointerScope()) {
        int[] rows = Arrays.copyOfRange(distinct, at, Math.min(distinct.length, at + CHUNK));
        Tensor places = torch.tensor(rows).to(ScalarType.Long);
        Tensor picked = states.index_select(0, places);
        Tensor scores = linear(picked, model.head()); // (rows, vocabulary)
        for (int c = 0; c < rows.length; c += CACHED) {
          int n = Math.min(CACHED, rows.length - c);
          int[] some = Arrays.copyOfRange(rows, c, c + n);
          target = cached(scores.narrow(0, c, n), some, target, nll, dStates != null);
        }
        if (dStates == null) continue;
        dStates.index_copy_(0, places, scores.mm(model.head()));
        if (model.head().requires_grad()) model.head().grad().addmm_(scores.t(), picked);
      }
    }
    return nll;
  }

  /// Puts the gradient of the scores in their place, where there is a way back.
  ///
  /// @param target the first of these rows
  /// @return the first behind them
  private int cached(Tensor scores, int[] rows, int target, double[] nll, boolean back) {
    try (PointerScope _ = new PointerScope()) {
      int end = target;
      while (end < targets.rows().length && targets.rows()[end] <= rows[rows.length - 1]) end++;
      long vocabulary = scores.size(1);
      long[] places = new long[end - target]; // of the targets' scores
      double[] minus = new double[places.length];
      double[] sums = new double[rows.length];
      for (int i = 0; i < places.length; i++) {
        int row = Arrays.binarySearch(rows, targets.rows()[target + i]);
        places[i] = row * vocabulary + targets.tokens()[target + i];
        minus[i] = -targets.weights()[target + i] / share;
        sums[row] -= minus[i];
      }
      double cap = model.shape().ends().cap();
      Tensor wide = scores.to(Weights.wide(scores));
      if (cap != 0) wide.div_(new Scalar(cap)).tanh_().mul_(new Scalar(cap));
      Tensor where = torch.tensor(places);
      Tensor likely = log_softmax(wide, -1);
      Tensor each = likely.take(where).neg_();
      System.arraycopy(Weights.numbers(each.to(ScalarType.Double)), 0, nll, target, places.length);
      if (!back) return end;
      Tensor sum = Weights.of(sums).view(-1, 1).to(wide.scalar_type());
      Tensor d = likely.exp_().mul_(sum);
      d.view(-1).scatter_add_(0, where, Weights.of(minus).to(wide.scalar_type()));
      if (cap != 0) d.mul_(wide.div_(new Scalar(cap)).square_().neg_().add_(new Scalar(1.0)));
      scores.copy_(d);
      return end;
    }
  }
}
