package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.cat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// What a sequence has said so far: keys and values of its tokens in every layer, so that going on
/// does not compute them again. Room is kept for more tokens and doubled when it is used up.
final class Past implements AutoCloseable {
  private final @Nullable Tensor[] keys; // of a layer: (room, keyHeads, headWidth)
  private final @Nullable Tensor[] values;
  private int length;

  Past(int layers) {
    keys = new Tensor[layers];
    values = new Tensor[layers];
  }

  /// Tokens said so far.
  int length() {
    return length;
  }

  /// Begins with what `other` has said; `other` stays as it is.
  void continueFrom(Past other) {
    close();
    length = other.length;
    for (int layer = 0; layer < keys.length; layer++) {
      keys[layer] = copied(other.keys[layer]);
      values[layer] = copied(other.values[layer]);
    }
  }

  /// Writes a layer's keys and values `(tokens, keyHeads, headWidth)` of the next tokens behind the
  /// past ones. They count once every layer has them: see [#advance].
  void remember(int layer, Tensor key, Tensor value) {
    keys[layer] = written(keys[layer], key);
    values[layer] = written(values[layer], value);
  }

  void advance(int tokens) {
    length += tokens;
  }

  /// The layer's past keys, and `now` behind them.
  Tensor keys(int layer, Tensor now) {
    return length == 0 ? now : behind(keys[layer], now);
  }

  /// The layer's past values, and `now` behind them.
  Tensor values(int layer, Tensor now) {
    return length == 0 ? now : behind(values[layer], now);
  }

  /// The keys of every layer in 32 bits, `(tokens, keyHeads, headWidth)`.
  List<float[]> keys() {
    return Arrays.stream(keys).map(this::floats).toList();
  }

  /// The values of every layer in 32 bits.
  List<float[]> values() {
    return Arrays.stream(values).map(this::floats).toList();
  }

  /// Bytes it takes.
  long bytes() {
    long bytes = 0;
    for (int layer = 0; layer < keys.length; layer++) {
      if (keys[layer] instanceof Tensor key) bytes += key.nbytes();
      if (values[layer] instanceof Tensor value) bytes += value.nbytes();
    }
    return bytes;
  }

  private float[] floats(@Nullable Tensor room) {
    if (room == null) return new float[0];
    try (PointerScope _ = new PointerScope()) {
      Tensor said = room.narrow(0, 0, length).to(ScalarType.Float).contiguous();
      float[] floats = new float[Math.toIntExact(said.numel())];
      MemorySegment.copy(Weights.memory(said), ValueLayout.JAVA_FLOAT, 0, floats, 0, floats.length);
      return floats;
    }
  }

  private Tensor behind(@Nullable Tensor past, Tensor now) {
    if (past == null) throw new IllegalStateException("a past without tensors");
    return cat(new TensorVector(past.narrow(0, 0, length), now), 0);
  }

  private Tensor written(@Nullable Tensor room, Tensor now) {
    long needed = length + now.size(0);
    Tensor wide = room != null && room.size(0) >= needed ? room : widened(room, now, 2 * needed);
    wide.narrow(0, length, now.size(0)).copy_(now);
    return wide;
  }

  private Tensor widened(@Nullable Tensor room, Tensor like, long tokens) {
    Tensor wide =
        Kept.outliving(() ->
            torch.empty(
                new long[] {tokens, like.size(1), like.size(2)},
                new TensorOptions(like.scalar_type()),
                new MemoryFormatOptional()));
    if (room != null) {
      wide.narrow(0, 0, length).copy_(room.narrow(0, 0, length));
      room.close();
    }
    return wide;
  }

  private static @Nullable Tensor copied(@Nullable Tensor tensor) {
    return tensor == null ? null : Kept.outliving(tensor::clone);
  }

  @Override
  public void close() {
    for (int layer = 0; layer < keys.length; layer++) {
      if (keys[layer] instanceof Tensor key) key.close();
      if (values[layer] instanceof Tensor value) value.close();
      keys[layer] = null;
      values[layer] = null;
    }
    length = 0;
  }
}
