package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Digest;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.Seed;
import dev.afina.tokenizer.Example;
import dev.afina.training.Blocks;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The tree step computes less than the plain one and gives the same loss and the same gradient, on
/// random trees, for the built-in base and for every family below the goldens.
class StepTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");
  private static final int CONVERSATIONS = 10;
  private static final int MICRO = 4;

  @TempDir static Path folder;

  /// What learns, in which type, and how far the two may be apart.
  private enum Kind {
    LORA_F64(Recipe.Method.LORA, ScalarType.Double, 1e-10),
    FULL_F64(Recipe.Method.FULL, ScalarType.Double, 1e-10),
    LORA_F32(Recipe.Method.LORA, ScalarType.Float, 1e-5),
    FULL_F32(Recipe.Method.FULL, ScalarType.Float, 1e-5);

    final Recipe.Method method;
    final ScalarType type;
    final double tolerance;

    Kind(Recipe.Method method, ScalarType type, double tolerance) {
      this.method = method;
      this.type = type;
      this.tolerance = tolerance;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFamily() throws IOException {
    List<Path> bases = new ArrayList<>();
    bases.add(Seed.plant(folder.resolve("seed"), List.of("uno dos tres cuatro"), 3));
    if (Files.isDirectory(MODELS)) {
      try (Stream<Path> all = Files.list(MODELS)) {
        all.sorted().forEach(bases::add);
      }
    }
    return bases.stream()
        .flatMap(base ->
            Arrays.stream(Kind.values())
                .map(
                    kind -> dynamicTest(base.getFileName() + " " + kind, () -> agree(base, kind))));
  }

  @TestFactory
  Stream<DynamicTest> adaptersInSomeBlocksOnly() {
    Path base = Seed.plant(folder.resolve("some"), List.of("uno dos tres cuatro"), 3);
    Lora top = new Lora(4, 8, false, 0, List.of("q_proj", "down_proj"), new Blocks("2-3"));
    return Stream.of(dynamicTest("the upper ones", () -> agree(base, Kind.LORA_F64, top)));
  }

  private static void agree(Path folder, Kind kind) {
    agree(folder, kind, Lora.of(4, 8));
  }

  private static void agree(Path folder, Kind kind, Lora lora) {
    Base base = Base.open("any", folder, Digest.of("any"));
    Recipe recipe = Recipes.of(kind.method, lora, 1, Teaching.answers(256));
    Random random = new Random(11);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, kind.type);
        Learning learning = Learning.of(recipe, base.architecture(), weights, Dtype.F32, 5)) {
      if (kind.method == Recipe.Method.LORA) scatter(learning.parameters());
      try (Step plain = new PlainStep(learning, 2, MICRO);
          Step tree = new TreeStep(learning, 2, MICRO);
          TreeStep alone = new TreeStep(learning, 1, CONVERSATIONS)) {
        for (int round = 0; round < 3; round++) {
          List<Example> batch = family(random, base.architecture().vocabulary());
          if (!lora.layers().equals(Blocks.ALL)) {
            alone.know(batch);
            tree.know(batch.subList(0, 1)); // the others are told by no one, as what judges is
          }
          double loss = plain.run(round, batch);
          for (Step one : List.of(tree, alone)) {
            assertThat(one.run(round, batch)).isCloseTo(loss, within(kind.tolerance * loss));
            assertThat(one.loss(batch)).isCloseTo(loss, within(kind.tolerance * loss));
            assertGradient(learning.parameters(), plain, one, kind.tolerance);
          }
          double[] expected = plain.likelihoods(List.of(batch)).getFirst();
          for (Step one : List.of(tree, tree, alone)) {
            double[] likelihoods = one.likelihoods(List.of(batch)).getFirst();
            for (int i = 0; i < expected.length; i++)
              assertThat(likelihoods[i])
                  .isCloseTo(expected[i], within(10 * kind.tolerance * -expected[i]));
          }
        }
      }
    }
  }

  private static void assertGradient(
      Parameters parameters, Step expected, Step found, double tolerance) {
    for (Parameters.Part part : parameters.parts()) {
      try (PointerScope _ = new PointerScope()) {
        Tensor want = parameters.part(expected.gradient(), part);
        double length = torch.norm(want).item_double();
        double apart = torch.norm(parameters.part(found.gradient(), part).sub(want)).item_double();
        // Softmax does not see a bias of all keys alike: its gradient is noise.
        double noise = part.name().endsWith("k_proj.bias") ? 100 : 1;
        assertThat(apart).as(part.name()).isLessThanOrEqualTo(tolerance * (length + 1e-4) * noise);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> aWeightIsAShareOfTheLoss() {
    return Stream.of("plain", "tree")
        .map(way ->
            dynamicTest(
                way,
                () -> {
                  Path seed = Seed.plant(folder.resolve(way), List.of("uno dos tres cuatro"), 3);
                  Base base = Base.open("seed", seed, Digest.of("seed"));
                  try (ModelFile file = base.weights();
                      Weights weights = Weights.read(file, Dtype.F32);
                      Learning learning =
                          Learning.adapter(Lora.of(4, 8), base.architecture(), weights, 5);
                      Step step =
                          way.equals("plain")
                              ? new PlainStep(learning, 2, MICRO)
                              : new TreeStep(learning, 2, MICRO)) {
                    assertThat(step.loss(List.of(weighted(1, 0.25f))))
                        .as("Σ w · nll / Σ w")
                        .isCloseTo(
                            (step.loss(List.of(weighted(1, 0)))
                                    + 0.25 * step.loss(List.of(weighted(0, 1))))
                                / 1.25,
                            within(1e-5));
                    assertThatThrownBy(() -> step.run(0, List.of(weighted(0, 0))))
                        .hasMessageContaining("EmptyStep");
                  }
                }));
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

  /// Sequences that branch from one another at random places, one of them twice.
  private static List<Example> family(Random random, int vocabulary) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS - 1; i++) {
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
}
