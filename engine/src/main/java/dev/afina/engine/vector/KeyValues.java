package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import java.util.Arrays;

/// What a conversation has said so far: keys and values of its tokens in every layer. Keys stand as
/// a head's products with a query need them, a token in each lane.
final class KeyValues {
  private static final int LANES = Rows.LANES;

  private final int heads;
  private final int width;
  private final float[][] keys; // of a layer and a head: tiles of (width, lanes)
  private final float[][] values; // of a layer and a head: (tokens, width)
  private final float[][] shares; // of a head: room for what a token takes from each
  private int length;

  KeyValues(Architecture shape) {
    heads = shape.attention().heads().keys();
    width = shape.attention().heads().width();
    keys = new float[shape.layers() * heads][];
    values = new float[shape.layers() * heads][];
    shares = new float[heads][0];
    Arrays.fill(keys, new float[0]);
    Arrays.fill(values, new float[0]);
  }

  /// Key heads of a layer.
  int heads() {
    return heads;
  }

  /// Tokens said so far.
  int length() {
    return length;
  }

  /// Makes sure that so many tokens fit.
  void room(int tokens) {
    if (values[0].length >= tokens * width) return;
    int room = Rows.padded(Math.max(2 * length, tokens), 8 * LANES);
    for (int h = 0; h < heads; h++) shares[h] = new float[room];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Arrays.copyOf(keys[i], room * width);
      values[i] = Arrays.copyOf(values[i], room * width);
    }
  }

  void advance(int tokens) {
    length += tokens;
  }

  float[] keys(int layer, int head) {
    return keys[layer * heads + head];
  }

  float[] values(int layer, int head) {
    return values[layer * heads + head];
  }

  float[] shares(int head) {
    return shares[head];
  }

  /// Writes a token's key and value, for which there must be room.
  ///
  /// @param token its place in the conversation
  void write(int layer, int head, int token, float[] key, int keyAt, float[] value, int valueAt) {
    float[] tiles = keys(layer, head);
    int tile = token / LANES * LANES * width + token % LANES;
    for (int d = 0; d < width; d++) tiles[tile + d * LANES] = key[keyAt + d];
    System.arraycopy(value, valueAt, values(layer, head), token * width, width);
  }
}
