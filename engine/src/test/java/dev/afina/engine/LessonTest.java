package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Digest;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.Seed;
import dev.afina.tokenizer.Example;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The tree computes less and gives the same.
class LessonTest {
  @TempDir static Path folder;

  @Test
  void whatExamplesBeginWithIsComputedOnce() {
    Lesson tree =
        Lesson.tree(
            List.of(example("1 2 3 4 *5 *6"), example("1 2 3 7 *8"), example("1 2 3 7 *8 9")));
    assertThat(tree.pack().ids()).containsExactly(1, 2, 3, 4, 5, 7);
    assertThat(tree.pack().parts())
        .containsExactly(new Pack.Part(3, -1, 0), new Pack.Part(2, 0, 3), new Pack.Part(1, 0, 3));
    assertThat(tree.rows()).containsExactly(3, 4, 5);
    assertThat(tree.tokens()).containsExactly(5, 6, 8);
    assertThat(tree.weights()).containsExactly(1, 1, 2);
    assertThat(tree.pack().positions(_ -> 0)).containsExactly(0, 1, 2, 3, 4, 3);
  }

  @Test
  void oneExampleMayEndWhereAnotherGoesOn() {
    Lesson tree = Lesson.tree(List.of(example("1 2 *3"), example("1 2 *4 5 *6"), example("1 *2")));
    assertThat(tree.pack().ids()).containsExactly(1, 2, 4, 5);
    assertThat(tree.rows()).containsExactly(0, 1, 1, 3);
    assertThat(tree.tokens()).containsExactly(2, 3, 4, 6);
  }

  @ParameterizedTest
  @EnumSource(Recipe.Method.class)
  void theTreeHasThePlainLossAndGradient(Recipe.Method method) {
    Path seed = Seed.plant(folder.resolve(method.name()), List.of("uno dos tres cuatro"), 3);
    Base base = Base.open("seed", seed, Digest.of("seed"));
    Recipe recipe = Recipes.of(method, 1, Teaching.answers(256));
    Random random = new Random(11);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, Dtype.F32);
        Learning learning = Learning.of(recipe, base.architecture(), weights, Dtype.F32, 5)) {
      if (method == Recipe.Method.LORA) scatter(learning.parameters());
      try (Step plain = Step.plain(learning, 2, 20);
          Step tree = Step.tree(learning, 2, 20)) {
        assertThat(plain.loss(List.of(weighted(1, 0.25f))))
            .as("Σ w · nll / Σ w")
            .isCloseTo(
                (plain.loss(List.of(weighted(1, 0))) + 0.25 * plain.loss(List.of(weighted(0, 1))))
                    / 1.25,
                within(1e-5));
        assertThatThrownBy(() -> plain.run(0, List.of(weighted(0, 0))))
            .hasMessageContaining("EmptyStep");
        for (int round = 0; round < 5; round++) {
          List<Example> batch = family(random, base.architecture().vocabulary());
          double loss = plain.run(round, batch);
          assertThat(tree.run(round, batch)).isCloseTo(loss, within(1e-5 * loss));
          assertThat(tree.loss(batch)).isCloseTo(loss, within(1e-5 * loss));
          double[] likelihoods = tree.likelihoods(List.of(batch)).getFirst();
          for (int i = 0; i < batch.size(); i++) {
            Example even = new Example(batch.get(i).ids(), batch.get(i).learned());
            if (even.learnedTokens() == 0) continue;
            double alone = -plain.loss(List.of(even)) * even.learnedTokens();
            assertThat(likelihoods[i]).isCloseTo(alone, within(1e-4 * -alone));
          }
          for (Parameters.Part part : learning.parameters().parts()) {
            try (PointerScope _ = new PointerScope()) {
              Tensor expected = learning.parameters().part(plain.gradient(), part);
              Tensor found = learning.parameters().part(tree.gradient(), part);
              double length = torch.norm(expected).item_double();
              assertThat(torch.norm(found.sub(expected)).item_double())
                  .as(part.name())
                  .isLessThanOrEqualTo(1e-5 * length + 1e-9);
            }
          }
        }
      }
    }
  }

  private static Example weighted(float second, float third) {
    return new Example(new int[] {5, 6, 7}, new float[] {0, second, third});
  }

  /// Both matrices of an adapter, so that both have a gradient.
  private static void scatter(Parameters parameters) {
    try (PointerScope _ = new PointerScope()) {
      torch.manual_seed(1);
      parameters.values().copy_(torch.randn(parameters.values().numel()).mul(new Scalar(0.05)));
    }
  }

  /// Sequences that branch from one another at random places, with duplicates.
  private static List<Example> family(Random random, int vocabulary) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      int[] like = examples.isEmpty() ? new int[0] : examples.get(random.nextInt(i)).ids();
      int shared = like.length == 0 ? 0 : random.nextInt(like.length + 1);
      int length = Math.max(shared, 2) + random.nextInt(12);
      int[] ids = Arrays.copyOf(like, length);
      float[] weights = new float[length];
      for (int t = 0; t < length; t++) {
        if (t >= shared) ids[t] = 3 + random.nextInt(vocabulary - 3);
        weights[t] = t == 0 ? 0 : List.of(0f, 0f, 0.01f, 1f).get(random.nextInt(4));
      }
      weights[length - 1] = 1;
      examples.add(new Example(ids, weights));
    }
    examples.add(examples.getFirst());
    return examples;
  }

  /// `1 2 *3`: three tokens, of which the last is learned.
  private static Example example(String tokens) {
    String[] words = tokens.split(" ");
    int[] ids = new int[words.length];
    boolean[] learned = new boolean[words.length];
    for (int i = 0; i < ids.length; i++) {
      learned[i] = words[i].startsWith("*");
      ids[i] = Integer.parseInt(words[i].replace("*", ""));
    }
    return new Example(ids, learned);
  }
}
