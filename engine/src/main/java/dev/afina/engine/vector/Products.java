package dev.afina.engine.vector;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/// Linear layers of one input, for several conversations: the weights once for all, and what each
/// conversation's adapter adds. The hands share the rows.
final class Products {

  /// Where a layer's result goes: a row for each conversation, from `at` on.
  record Target(float[] rows, int at) {
    int wide() {
      return rows.length / Decoder.MOST;
    }
  }

  private final Hands hands;
  private final float[] sums; // of each block of the input
  private final Hands.Work multiplying = this::multiply;
  private final Hands.Work narrowing = this::narrow;
  private float[] narrow = new float[0]; // a row for each conversation and layer
  private List<Talk> talks = List.of();
  private int rank;
  private List<Product> layers = List.of();
  private float[] input = new float[0];
  private List<Target> targets = List.of();

  /// @param longest input, all conversations together
  Products(Hands hands, int longest) {
    this.hands = hands;
    this.sums = new float[longest / Rows.BLOCK];
  }

  /// @param some who takes part in what follows
  void begin(List<Talk> some) {
    talks = some;
    rank = 0;
    for (Talk talk : some) if (talk.adapter != null) rank = Math.max(rank, talk.adapter.rank());
  }

  void of(List<Product> some, float[] from, List<Target> into) {
    layers = some;
    input = from;
    targets = into;
    int columns = layers.getFirst().rows().columns;
    sum(talks.size() * columns / Rows.BLOCK);
    if (rank > 0) {
      int needed = talks.size() * layers.size() * rank;
      if (narrow.length < needed) narrow = new float[needed];
      hands.share(narrowing, needed);
    }
    int units = 0;
    for (Product layer : layers) units += layer.rows().units();
    hands.share(multiplying, units);
  }

  private void sum(int blocks) {
    for (int b = 0; b < blocks; b++) {
      FloatVector sum = FloatVector.zero(Rows.FLOATS);
      for (int k = b * Rows.BLOCK; k < (b + 1) * Rows.BLOCK; k += Rows.LANES)
        sum = sum.add(FloatVector.fromArray(Rows.FLOATS, input, k));
      sums[b] = Exactly.sum(sum);
    }
  }

  private void narrow(int from, int end) {
    for (int n = from; n < end; n++) {
      int v = n / rank / layers.size();
      Product layer = layers.get(n / rank % layers.size());
      LowRank adapter = talks.get(v).adapter;
      int columns = layer.rows().columns;
      if (adapter != null)
        narrow[n] = adapter.narrow(layer.name(), n % rank, input, v * columns, columns);
    }
  }

  /// Units of the layers, which are counted one behind the other.
  private void multiply(int from, int end) {
    int before = 0;
    for (int i = 0; i < layers.size(); i++) {
      int units = layers.get(i).rows().units();
      int first = Math.max(0, from - before);
      int last = Math.min(units, end - before);
      if (first < last) multiply(i, first, last);
      before += units;
    }
  }

  private void multiply(int i, int from, int end) {
    Product layer = layers.get(i);
    Target target = targets.get(i);
    float[] y = target.rows();
    int wide = target.wide();
    layer.rows().times(input, talks.size(), y, target.at(), wide, from, end, sums);
    for (int v = 0; v < talks.size(); v++) {
      int to = target.at() + v * wide;
      layer.shift(y, to, from, end);
      LowRank adapter = talks.get(v).adapter;
      if (adapter != null)
        adapter.widen(layer.name(), narrow, (v * layers.size() + i) * rank, y, to, from, end);
    }
  }
}
