package dev.afina.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Which inputs of its adapters a model leaves out while it learns
/// ([dropout](https://jmlr.org/papers/v15/srivastava14a.html), where PEFT's `lora_dropout` puts
/// it): each number with the same chance, those that stay counting correspondingly more.
///
/// What is left out follows from the seed, the step, the conversation's place in the step and the
/// layer. It is the same whoever computes it and in whatever company, and there is no random state
/// to keep.
final class Dropout {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /// Large and odd, so that neighbouring numbers make distant seeds.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private record Sequence(long key, int tokens) {}

  private final float share;
  private final long seed;
  private List<Sequence> sequences = List.of();

  /// @param share of the numbers to leave out, below 1
  Dropout(double share, long seed) {
    this.share = (float) share;
    this.seed = seed;
  }

  static Dropout none() {
    return new Dropout(0, 0);
  }

  /// Leaves something out of what is computed next, until [#rest].
  ///
  /// @param step counts from 0
  /// @param places of the conversations in their step; each is a sequence of the pack
  void begin(int step, int[] places, Pack pack) {
    if (share == 0) return;
    if (places.length != pack.parts().size())
      throw new IllegalArgumentException("dropout needs each conversation by itself");
    sequences = new ArrayList<>();
    for (int i = 0; i < places.length; i++)
      sequences.add(
          new Sequence((seed * SPREAD + step) * SPREAD + places[i], pack.parts().get(i).length()));
  }

  /// Nothing is left out any more.
  void rest() {
    sequences = List.of();
  }

  /// @param x `(tokens of the pack, inputs)`
  /// @param layer its name
  Tensor on(Tensor x, String layer) {
    if (sequences.isEmpty()) return x;
    long inputs = x.size(1);
    float[] factors = new float[Math.toIntExact(x.numel())];
    float kept = 1 / (1 - share);
    int at = 0;
    for (Sequence sequence : sequences) {
      RandomGenerator random = GENERATORS.create(sequence.key() * SPREAD + layer.hashCode());
      for (int end = at + Math.toIntExact(sequence.tokens() * inputs); at < end; at++)
        factors[at] = random.nextFloat() < share ? 0 : kept;
    }
    return x.mul(torch.tensor(factors).view(x.size(0), inputs).to(x.scalar_type()));
  }
}
