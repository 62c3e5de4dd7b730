package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Digest;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.Seed;
import dev.afina.tokenizer.Example;
import dev.afina.training.Blocks;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropoutTest {
  @TempDir Path folder;

  @Test
  void aShareOfTheInputsIsLeftOutAndTheRestCountsMore() {
    try (PointerScope _ = new PointerScope()) {
      Dropout dropout = new Dropout(0.25, 1);
      dropout.begin(0, new int[] {0}, Pack.of(new int[1000]));
      Tensor dropped = dropout.on(torch.ones(1000, 64), "a");
      assertThat(dropped.eq(new Scalar(0)).to(torch.ScalarType.Float).mean().item_double())
          .isCloseTo(0.25, within(0.01));
      assertThat(dropped.max().item_double()).isCloseTo(1 / 0.75, within(1e-6));
      assertThat(dropped.mean().item_double()).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void aConversationsMaskIsItsOwnWhateverStandsBesideIt() {
    try (PointerScope _ = new PointerScope()) {
      Dropout dropout = new Dropout(0.5, 1);
      dropout.begin(3, new int[] {7}, Pack.of(new int[5]));
      Tensor alone = dropout.on(torch.ones(5, 8), "a");
      Tensor elsewhere = dropout.on(torch.ones(5, 8), "b");
      dropout.begin(3, new int[] {2, 7}, Pack.of(new int[4], new int[5]));
      Tensor beside = dropout.on(torch.ones(9, 8), "a");
      assertThat(beside.narrow(0, 4, 5).equal(alone)).isTrue();
      assertThat(beside.narrow(0, 0, 4).equal(alone.narrow(0, 0, 4))).isFalse();
      assertThat(elsewhere.equal(alone)).isFalse();
      dropout.begin(4, new int[] {7}, Pack.of(new int[5]));
      assertThat(dropout.on(torch.ones(5, 8), "a").equal(alone)).isFalse();
    }
  }

  @Test
  void theGradientDoesNotDependOnTheThreadsOrTheMicroBatches() {
    try (World world = new World()) {
      double[] one = world.run(1, 8);
      for (double[] other : List.of(world.run(2, 8), world.run(3, 8), world.run(2, 3))) {
        assertThat(other[0]).isCloseTo(one[0], within(1e-6 * one[0]));
        assertThat(other[1]).isCloseTo(one[1], within(1e-5 * one[1]));
      }
    }
  }

  @Test
  void validationLeavesNothingOut() {
    try (World world = new World();
        Step step = new PlainStep(world.learning, 2, 8);
        Step without = new PlainStep(world.undropped, 2, 8)) {
      double before = step.loss(world.batch);
      assertThat(step.run(0, world.batch)).isNotEqualTo(before);
      assertThat(step.loss(world.batch)).isEqualTo(before).isEqualTo(without.loss(world.batch));
    }
  }

  /// A small model with two adapters of the same numbers, one of which drops a third.
  private final class World implements AutoCloseable {
    final Weights weights;
    final Learning learning;
    final Learning undropped;
    final List<Example> batch = new ArrayList<>();

    World() {
      Path seed = Seed.plant(folder.resolve("seed"), List.of("uno dos tres cuatro"), 3);
      Base base = Base.open("seed", seed, Digest.of("seed"));
      try (ModelFile file = base.weights()) {
        weights = Weights.read(file, Dtype.F32);
      }
      Lora lora = new Lora(4, 8, false, 0.33, List.of("q_proj", "up_proj"), new Blocks("1,3"));
      learning = Learning.adapter(lora, base.architecture(), weights, 5);
      undropped =
          Learning.adapter(
              new Lora(4, 8, false, 0, lora.targets(), lora.layers()),
              base.architecture(),
              weights,
              5);
      torch.manual_seed(1);
      try (PointerScope _ = new PointerScope()) {
        Tensor values = learning.parameters().values();
        values.copy_(torch.randn(values.numel()).mul(new Scalar(0.3)));
        undropped.parameters().values().copy_(values);
      }
      for (int i = 0; i < 8; i++) {
        int[] ids = new int[4 + 2 * i];
        for (int t = 0; t < ids.length; t++)
          ids[t] = 3 + (i * 31 + t * 7) % (base.architecture().vocabulary() - 3);
        boolean[] learned = new boolean[ids.length];
        Arrays.fill(learned, 2, ids.length, true);
        batch.add(new Example(ids, learned));
      }
    }

    /// Loss and length of the gradient.
    double[] run(int threads, int together) {
      try (Step step = new PlainStep(learning, threads, together);
          PointerScope _ = new PointerScope()) {
        double loss = step.run(5, batch);
        return new double[] {loss, torch.norm(step.gradient()).item_double()};
      }
    }

    @Override
    public void close() {
      undropped.close();
      learning.close();
      weights.close();
    }
  }
}
