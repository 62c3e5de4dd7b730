package dev.afina.engine.vector;

import dev.afina.engine.vector.Products.Target;
import dev.afina.model.Architecture;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One token of a few conversations on its way through the model. What is large, products and
/// attention, the hands share; what is small, the caller does.
///
/// Arrays have a row for each conversation, filled up to whole blocks.
final class Pass {
  private final Decoder model;
  private final Hands hands;
  private final int keys; // where they stand in a row of `heads`; queries stand first
  private final int values;
  private final int width;
  private final float[] x; // the residual stream
  private final float[] normed;
  private final float[] heads;
  private final float[] attended;
  private final float[] gate;
  private final float[] inner;
  private final float[] made;
  private final float[] logits;
  private final float[] row;
  private final byte[] stored;
  private final List<Turning> turnings;
  private final Products products;
  private final Hands.Work attending = this::attend;
  private final Attention attention;
  private final List<Target> intoHeads;
  private final List<Target> intoMade;
  private final List<Target> intoInner;
  private final List<Target> intoLogits;
  private List<Talk> talks = List.of();
  private int layer;

  Pass(Decoder model) {
    this.model = model;
    this.hands = model.hands;
    Architecture shape = model.shape;
    Architecture.Heads some = shape.attention().heads();
    int queries = some.queries() * some.width();
    int each = some.keys() * some.width();
    boolean together = shape.names().attention().size() == 1;
    keys = together ? queries : wide(queries);
    values = keys + (together ? each : wide(each));
    width = wide(shape.width());
    x = rows(width);
    normed = rows(width);
    made = rows(width);
    heads = rows(wide(values + each));
    attended = rows(wide(queries));
    inner = rows(wide(shape.feedForward().width()));
    logits = rows(wide(shape.vocabulary()));
    intoHeads = Stream.of(0, keys, values).map(at -> new Target(heads, at)).toList();
    intoMade = List.of(new Target(made, 0));
    gate = shape.feedForward().gated() ? rows(wide(shape.feedForward().width())) : inner;
    intoInner = Stream.of(gate, inner).map(rows -> new Target(rows, 0)).toList();
    intoLogits = List.of(new Target(logits, 0));
    row = new float[shape.width()];
    stored = new byte[model.embedding.rowBytes()];
    turnings =
        switch (shape.positions()) {
          case Architecture.Positions.Learned _ -> List.of();
          case Architecture.Positions.Rotary(var everywhere, var window) ->
              Stream.of(everywhere, window).map(f -> new Turning(f, Decoder.MOST)).toList();
        };
    attention = new Attention(shape.attention());
    products =
        new Products(hands, Math.max(Math.max(normed.length, inner.length), attended.length));
  }

  /// Whole blocks, which are whole units, too.
  private static int wide(int size) {
    return Rows.padded(size, Rows.BLOCK);
  }

  private static float[] rows(int wide) {
    return new float[Decoder.MOST * wide];
  }

  /// @param some of them, not more than [Decoder#MOST]
  void of(List<Talk> some) {
    talks = some;
    products.begin(some);
    for (int v = 0; v < some.size(); v++) begin(some.get(v), v);
    for (layer = 0; layer < model.blocks.size(); layer++) block(model.blocks.get(layer));
    norm(model.lastNorm);
    products.of(model.head, normed, intoLogits);
    for (int v = 0; v < some.size(); v++) end(some.get(v), v);
  }

  private void begin(Talk talk, int v) {
    model.embedding.decode(talk.token, stored, row);
    for (int i = 0; i < row.length; i++) x[v * width + i] = model.scale * row[i];
    if (model.positions != null) {
      model.positions.decode(talk.length(), stored, row);
      for (int i = 0; i < row.length; i++) x[v * width + i] += row[i];
    }
    for (Turning turning : turnings) turning.at(v, talk.length());
  }

  private void end(Talk talk, int v) {
    float[] scores = talk.scores;
    System.arraycopy(logits, v * (logits.length / Decoder.MOST), scores, 0, scores.length);
    float cap = (float) model.shape.ends().cap();
    if (cap != 0)
      for (int i = 0; i < scores.length; i++)
        scores[i] = (float) (cap * Math.tanh(scores[i] / cap));
    talk.past.advance(1);
  }

  private void block(Block block) {
    norm(block.attentionNorm());
    products.of(block.in(), normed, intoHeads);
    hands.share(attending, talks.size() * model.shape.attention().heads().keys());
    products.of(block.out(), attended, intoMade);
    add(block.afterAttention());
    norm(block.feedForwardNorm());
    feedForward(block);
    products.of(block.down(), inner, intoMade);
    add(block.afterFeedForward());
  }

  private void norm(Normed norm) {
    for (int v = 0; v < talks.size(); v++) norm.of(x, v * width, normed, v * width);
  }

  /// Adds what a half of the block made.
  private void add(@Nullable Normed after) {
    for (int v = 0; v < talks.size(); v++) {
      float[] from = made;
      if (after != null) {
        after.of(made, v * width, normed, v * width);
        from = normed;
      }
      for (int i = v * width; i < (v + 1) * width; i++) x[i] += from[i];
    }
  }

  private void feedForward(Block block) {
    Architecture.FeedForward shape = model.shape.feedForward();
    products.of(block.up(), normed, intoInner);
    int end = talks.size() * (inner.length / Decoder.MOST);
    Activated.of(shape.activation(), shape.gated(), gate, inner, end);
  }

  /// Key heads of the conversations, which are counted one conversation behind the other.
  private void attend(int from, int end) {
    int some = model.shape.attention().heads().keys();
    for (int i = from; i < end; i++) attend(model.blocks.get(layer), i / some, i % some);
  }

  private void attend(Block block, int v, int head) {
    Architecture.Heads some = model.shape.attention().heads();
    int start = v * (heads.length / Decoder.MOST);
    KeyValues past = talks.get(v).past;
    int before = past.length();
    int key = start + keys + head * some.width();
    place(block, block.keyNorm(), v, key);
    past.write(layer, head, before, heads, key, heads, start + values + head * some.width());
    int groups = some.queries() / some.keys();
    for (int g = head * groups; g < (head + 1) * groups; g++) {
      int query = start + g * some.width();
      place(block, block.queryNorm(), v, query);
      int to = v * (attended.length / Decoder.MOST) + g * some.width();
      attention.of(past, layer, head, block.first(before), heads, query, attended, to);
    }
  }

  /// Brings a head's query or key to one size, and turns it to its place.
  private void place(Block block, @Nullable Normed norm, int v, int from) {
    if (norm != null) norm.ofHead(heads, from);
    if (!turnings.isEmpty()) turnings.get(block.window() == 0 ? 0 : 1).turn(v, heads, from);
  }
}
