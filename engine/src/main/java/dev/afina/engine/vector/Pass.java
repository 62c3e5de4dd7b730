package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One token of a few conversations on its way through the model. Every thread of the crew goes the
/// whole way, makes its rows of each product, and waits for the others where it needs theirs. What
/// is small, all compute for themselves.
final class Pass {
  private final Decoder model;
  private final Crew crew;
  private final Own[] owns;
  private final int width; // of the residual stream, in whole blocks
  private final int queries; // numbers in all query heads
  private final int keys; // numbers in all key heads
  private final int[] at; // where queries, keys and values stand in `heads`

  // What all threads make together, a row for each conversation.
  private final float[] heads;
  private final int headsWide;
  private final float[] attended;
  private final int attendedWide;
  private final float[] gate;
  private final float[] inner;
  private final int innerWide;
  private final float[] made;
  private final float[] logits;
  private final int logitsWide;
  private float[] narrow = new float[0];
  private int rank;
  private List<Talk> talks = List.of();

  /// What a thread has for itself.
  private final class Own {
    final float[] x = new float[Decoder.MOST * width];
    final float[] normed = new float[Decoder.MOST * width];
    final float[] scratch;
    final float[] row;
    final byte[] stored;
    final Attention attention = new Attention(model.shape.attention());
    final List<Turning> turnings;

    Own() {
      int widest = Math.max(Math.max(width, innerWide), attendedWide);
      scratch = new float[Decoder.MOST * widest / Rows.BLOCK];
      row = new float[model.shape.width()];
      stored = new byte[model.embedding.rowBytes()];
      turnings =
          switch (model.shape.positions()) {
            case Architecture.Positions.Learned _ -> List.of();
            case Architecture.Positions.Rotary(var everywhere, var window) ->
                Stream.of(everywhere, window).map(f -> new Turning(f, Decoder.MOST)).toList();
          };
    }
  }

  Pass(Decoder model) {
    this.model = model;
    this.crew = model.crew;
    Architecture shape = model.shape;
    Architecture.Heads some = shape.attention().heads();
    width = wide(shape.width());
    queries = some.queries() * some.width();
    keys = some.keys() * some.width();
    boolean together = shape.names().attention().size() == 1;
    at =
        together
            ? new int[] {0, queries, queries + keys}
            : new int[] {0, wide(queries), wide(queries) + wide(keys)};
    headsWide = wide(at[2] + keys);
    heads = new float[Decoder.MOST * headsWide];
    attendedWide = wide(queries);
    attended = new float[Decoder.MOST * attendedWide];
    innerWide = wide(shape.feedForward().width());
    gate = new float[Decoder.MOST * innerWide];
    inner = new float[Decoder.MOST * innerWide];
    made = new float[Decoder.MOST * width];
    logitsWide = wide(shape.vocabulary());
    logits = new float[Decoder.MOST * logitsWide];
    owns = new Own[crew.size()];
    for (int i = 0; i < owns.length; i++) owns[i] = new Own();
  }

  /// Whole blocks, which are whole units, too.
  private static int wide(int size) {
    return Rows.padded(size, Rows.BLOCK);
  }

  /// @param some of them, not more than [Decoder#MOST]
  void of(List<Talk> some) {
    talks = some;
    rank = some.stream().mapToInt(t -> t.adapter == null ? 0 : t.adapter.rank()).max().orElse(0);
    if (narrow.length < Decoder.MOST * 3 * rank) narrow = new float[Decoder.MOST * 3 * rank];
    crew.all(this::work);
    for (Talk talk : some) talk.past.advance(1);
  }

  private void work(int member) {
    Own own = owns[member];
    begin(own);
    for (int layer = 0; layer < model.blocks.size(); layer++) block(member, own, layer);
    norm(model.lastNorm, own);
    score(member, own);
  }

  private void begin(Own own) {
    for (int v = 0; v < talks.size(); v++) {
      Talk talk = talks.get(v);
      model.embedding.decode(talk.token, own.stored, own.row);
      for (int i = 0; i < own.row.length; i++) own.x[v * width + i] = model.scale * own.row[i];
      if (model.positions != null) {
        model.positions.decode(talk.length(), own.stored, own.row);
        for (int i = 0; i < own.row.length; i++) own.x[v * width + i] += own.row[i];
      }
      for (Turning turning : own.turnings) turning.at(v, talk.length());
    }
  }

  private void block(int member, Own own, int layer) {
    Block block = model.blocks.get(layer);
    norm(block.attentionNorm(), own);
    narrow(member, block.in(), own.normed);
    for (int i = 0; i < block.in().size(); i++)
      multiply(member, own, block.in(), i, own.normed, heads, at[i], headsWide);
    crew.meet();
    int some = model.shape.attention().heads().keys();
    for (int i = member; i < talks.size() * some; i += crew.size())
      attend(own, layer, block, i / some, i % some);
    crew.meet();
    narrow(member, block.out(), attended);
    multiply(member, own, block.out(), 0, attended, made, 0, width);
    crew.meet();
    add(block.afterAttention(), own);
    norm(block.feedForwardNorm(), own);
    narrow(member, block.up(), own.normed);
    feedForward(member, own, block.up());
    crew.meet();
    narrow(member, block.down(), inner);
    multiply(member, own, block.down(), 0, inner, made, 0, width);
    crew.meet();
    add(block.afterFeedForward(), own);
  }

  private void norm(Normed norm, Own own) {
    for (int v = 0; v < talks.size(); v++) norm.of(own.x, v * width, own.normed, v * width);
  }

  /// Adds what a half of the block made, which every thread has for itself.
  private void add(@Nullable Normed after, Own own) {
    for (int v = 0; v < talks.size(); v++) {
      float[] from = made;
      if (after != null) {
        after.of(made, v * width, own.normed, v * width);
        from = own.normed;
      }
      for (int i = v * width; i < (v + 1) * width; i++) own.x[i] += from[i];
    }
  }

  /// The narrow half of what the conversations' adapters make of `x`, for layers of one input.
  private void narrow(int member, List<Product> layers, float[] x) {
    if (rank == 0) return;
    for (int v = 0; v < talks.size(); v++) {
      LowRank adapter = talks.get(v).adapter;
      if (adapter == null) continue;
      for (int i = 0; i < layers.size(); i++) {
        int columns = layers.get(i).rows().columns;
        String layer = layers.get(i).layer();
        adapter.narrow(
            layer, x, v * columns, columns, narrow, (3 * v + i) * rank, member, crew.size());
      }
    }
    crew.meet();
  }

  /// A thread's rows of layer `i` of some with one input, with the adapters' part.
  private void multiply(
      int member, Own own, List<Product> layers, int i, float[] x, float[] y, int to, int wide) {
    Product product = layers.get(i);
    int from = first(member, product.rows());
    int end = first(member + 1, product.rows());
    product.rows().times(x, talks.size(), y, to, wide, from, end, own.scratch);
    for (int v = 0; v < talks.size(); v++) {
      product.shift(y, to + v * wide, from, end);
      LowRank adapter = talks.get(v).adapter;
      if (adapter != null)
        adapter.widen(product.layer(), narrow, (3 * v + i) * rank, y, to + v * wide, from, end);
    }
  }

  /// The first unit of rows that is a thread's.
  private int first(int member, Rows rows) {
    return rows.units() * member / crew.size();
  }

  private void attend(Own own, int layer, Block block, int v, int head) {
    Architecture.Heads some = model.shape.attention().heads();
    KeyValues past = talks.get(v).past;
    int before = past.length();
    int key = v * headsWide + at[1] + head * some.width();
    place(own, block, block.keyNorm(), v, key);
    past.write(
        layer, head, before, heads, key, heads, v * headsWide + at[2] + head * some.width());
    int groups = some.queries() / some.keys();
    for (int g = head * groups; g < (head + 1) * groups; g++) {
      int query = v * headsWide + g * some.width();
      place(own, block, block.queryNorm(), v, query);
      own.attention.of(
          heads,
          query,
          past.keys(layer, head),
          past.values(layer, head),
          block.first(before),
          before + 1,
          attended,
          v * attendedWide + g * some.width());
    }
  }

  /// Brings a head's query or key to one size, and turns it to its place.
  private void place(Own own, Block block, @Nullable Normed norm, int v, int from) {
    if (norm != null) norm.ofHead(heads, from);
    if (!own.turnings.isEmpty())
      own.turnings.get(block.window() == 0 ? 0 : 1).turn(v, heads, from);
  }

  private void feedForward(int member, Own own, List<Product> up) {
    Architecture.FeedForward shape = model.shape.feedForward();
    float[] first = shape.gated() ? gate : inner;
    multiply(member, own, up, 0, own.normed, first, 0, innerWide);
    if (shape.gated()) multiply(member, own, up, 1, own.normed, inner, 0, innerWide);
    int from = first(member, up.getFirst().rows()) * Rows.UNIT;
    int end = first(member + 1, up.getFirst().rows()) * Rows.UNIT;
    for (int v = 0; v < talks.size(); v++)
      Activated.of(
          shape.activation(),
          shape.gated(),
          first,
          inner,
          v * innerWide + from,
          v * innerWide + end);
  }

  private void score(int member, Own own) {
    int from = first(member, model.head);
    int end = first(member + 1, model.head);
    model.head.times(own.normed, talks.size(), logits, 0, logitsWide, from, end, own.scratch);
    float cap = (float) model.shape.ends().cap();
    int start = from * Rows.UNIT;
    for (int v = 0; v < talks.size(); v++) {
      float[] scores = talks.get(v).scores;
      System.arraycopy(logits, v * logitsWide + start, scores, start, end * Rows.UNIT - start);
      if (cap != 0)
        for (int i = start; i < end * Rows.UNIT; i++)
          scores[i] = (float) (cap * Math.tanh(scores[i] / cap));
    }
  }
}
