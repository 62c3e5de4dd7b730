package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as the decoder sees it: what was said, by its keys and values, and the scores of
/// what may be said next.
public final class Talk {
  final KeyValues past;
  final @Nullable LowRank adapter;
  final float[] scores;
  int token;

  /// @param adapter what it carries beside the base, or `null`
  public Talk(Architecture shape, @Nullable LowRank adapter) {
    this.past = new KeyValues(shape);
    this.adapter = adapter;
    this.scores = new float[Rows.padded(shape.vocabulary(), Rows.UNIT)];
  }

  /// Tokens said so far.
  public int length() {
    return past.length();
  }

  /// The token said last, which the decoder reads next.
  public void say(int id) {
    token = id;
  }

  /// Scores of every token of the vocabulary, as the last step left them.
  ///
  /// @param target as long as the vocabulary
  public void scores(float[] target) {
    System.arraycopy(scores, 0, target, 0, target.length);
  }

  /// Begins with what another computed: keys and values `(tokens, heads, width)` of each layer.
  public void begin(int tokens, List<float[]> keys, List<float[]> values) {
    past.room(tokens);
    for (int layer = 0; layer < keys.size(); layer++) {
      int heads = past.heads();
      int width = keys.get(layer).length / tokens / heads;
      for (int t = 0; t < tokens; t++)
        for (int h = 0; h < heads; h++) {
          int at = (t * heads + h) * width;
          past.write(layer, h, t, keys.get(layer), at, values.get(layer), at);
        }
    }
    past.advance(tokens);
  }
}
