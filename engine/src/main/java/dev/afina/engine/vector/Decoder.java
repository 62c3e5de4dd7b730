package dev.afina.engine.vector;

import dev.afina.model.Architecture;
import dev.afina.model.Architecture.Positions;
import dev.afina.model.ModelFile;
import dev.afina.model.StoredRows;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A decoder that reads the last token of each of several conversations and scores the next. The
/// weights are read once for all of them, whatever adapter each carries; a conversation gets the
/// same bits as alone.
public final class Decoder implements AutoCloseable {
  /// Conversations in one pass; more go in several.
  static final int MOST = 8;

  final Architecture shape;
  final float scale; // of an embedding
  final StoredRows embedding;
  final @Nullable StoredRows positions;
  final List<Block> blocks;
  final Normed lastNorm;
  final List<Product> head;
  final Hands hands;
  private final ModelFile file;
  private final Pass pass;

  /// Lays the weights out.
  ///
  /// @param file open as long as the decoder; closed with it
  /// @param half whether what is stored in more than 16 bits is rounded to them
  public Decoder(Architecture shape, ModelFile file, boolean half, int threads) {
    this.shape = shape;
    this.file = file;
    String embedded = shape.names().embedding() + ".weight";
    this.embedding = stored(embedded);
    this.positions =
        shape.positions() instanceof Positions.Learned
            ? stored(shape.names().positions() + ".weight")
            : null;
    this.blocks =
        IntStream.range(0, shape.layers())
            .parallel()
            .mapToObj(layer -> Block.of(file, shape, layer, half))
            .toList();
    // It is rounded as it was in training, with the numbers it is multiplied with.
    float exact = (float) shape.ends().scale();
    this.scale = half ? Decoded.rounded(exact) : exact;
    this.lastNorm = Normed.of(file, shape.norm(), shape.names().lastNorm());
    String last = shape.ends().tiedHead() ? embedded : shape.names().head() + ".weight";
    this.head = List.of(new Product(last, Rows.of(file, last, false, half), null));
    this.hands = new Hands(threads);
    this.pass = new Pass(this);
    warm();
  }

  /// Java compiles what is computed often, and is slow until then: so some words are read that
  /// nobody says, alone and together.
  private void warm() {
    for (int together : new int[] {1, 1, 1, 1, 4, 4})
      step(Stream.generate(() -> talk(null)).limit(together).toList());
  }

  private StoredRows stored(String name) {
    StoredRows rows = file.stored(name);
    return rows == null ? Decoded.rows(file, name, false) : rows;
  }

  /// A conversation that has said nothing yet.
  public Talk talk(@Nullable LowRank adapter) {
    return new Talk(shape, adapter);
  }

  /// Reads what each conversation said last, and scores what it may say next.
  public void step(List<Talk> talks) {
    for (Talk talk : talks) {
      if (positions != null && talk.length() >= positions.rows())
        throw new IllegalArgumentException("no position " + talk.length() + " in this model");
      talk.past.room(talk.length() + 1);
    }
    for (int i = 0; i < talks.size(); i += MOST)
      pass.of(talks.subList(i, Math.min(talks.size(), i + MOST)));
  }

  @Override
  public void close() {
    hands.close();
    file.close();
  }
}
