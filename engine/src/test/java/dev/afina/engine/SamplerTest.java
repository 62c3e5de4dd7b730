package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Json;
import dev.afina.model.ModelFile;
import dev.afina.model.Safetensors;
import dev.afina.model.Sampling;
import dev.afina.model.Sampling.Cut;
import dev.afina.model.Sampling.End;
import dev.afina.model.Sampling.Penalties;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// How tokens are chosen, against what Transformers makes of the same scores.
class SamplerTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");

  private static final Map<String, Sampling> GOLDENS =
      Map.of(
          "temperature_0_7", sampling(0.7, Cut.NONE, Penalties.NONE),
          "top_k_10", sampling(1, new Cut(10, 1, 0), Penalties.NONE),
          "top_p_0_8", sampling(1, new Cut(0, 0.8, 0), Penalties.NONE),
          "min_p_0_1", sampling(1, new Cut(0, 1, 0.1), Penalties.NONE),
          "repetition_1_3", sampling(1, Cut.NONE, new Penalties(1.3, 0, 0)));

  @TestFactory
  Stream<DynamicTest> everySamplerOfEveryFamily() throws IOException {
    if (!Files.isDirectory(MODELS))
      return Stream.of(dynamicTest("goldens", () -> abort("no goldens at " + MODELS)));
    List<Path> folders;
    try (Stream<Path> all = Files.list(MODELS)) {
      folders =
          all.filter(folder -> Files.exists(folder.resolve("reference/forward.safetensors")))
              .sorted()
              .toList();
    }
    return folders.stream()
        .flatMap(folder ->
            GOLDENS.entrySet().stream()
                .map(one ->
                    dynamicTest(
                        folder.getFileName() + " " + one.getKey(),
                        () -> assertSame(folder, one.getKey(), one.getValue()))));
  }

  private static void assertSame(Path folder, String name, Sampling sampling) {
    JsonNode reference = Json.read(folder.resolve("reference.json"), JsonNode.class);
    int[] ids = SmolLm2GoldenTest.ints(reference.get("conversations").get(0).get("input_ids"));
    try (ModelFile file = Safetensors.open(folder.resolve("reference/forward.safetensors"))) {
      double[] found = new Sampler(sampling, ids).probabilities(floats(file, "sampler.logits"));
      float[] expected = floats(file, "sampler." + name);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).as("token %s", i).isCloseTo(expected[i], within(1e-5));
        assertThat(found[i] == 0).as("token %s", i).isEqualTo(expected[i] == 0);
      }
    }
  }

  @Test
  void whatWasSaidOftenIsSaidLess() {
    Sampling punishing = sampling(0, Cut.NONE, new Penalties(1, 0.2, 0.5));
    Sampler sampler = new Sampler(punishing, new int[] {0});
    // 0 was asked, not said: only what is said counts.
    assertThat(sampler.next(new float[] {1, 0.6f, 0})).isEqualTo(0);
    assertThat(sampler.next(new float[] {1, 0.6f, 0})).isEqualTo(1);
    assertThat(sampler.next(new float[] {1, 0.6f, 0})).isEqualTo(0);
    assertThat(sampler.next(new float[] {1, 0.6f, 0.1f})).isEqualTo(2);
  }

  @Test
  void theSeedDecidesWhatIsDrawn() {
    Sampling free = sampling(1, Cut.NONE, Penalties.NONE);
    assertThat(drawn(new Sampler(free, new int[0])))
        .isEqualTo(drawn(new Sampler(free, new int[0])));
    int[] counts = new int[3];
    Sampler sampler = new Sampler(free, new int[0]);
    float[] scores = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
    for (int i = 0; i < 10_000; i++) counts[sampler.next(scores.clone())]++;
    // Four standard deviations of a share of 10,000 draws.
    assertThat(counts[0] / 1e4).isCloseTo(0.5, within(0.02));
    assertThat(counts[2] / 1e4).isCloseTo(0.2, within(0.016));
  }

  @Test
  void theLikeliestTokenIsNeverLeftOut() {
    Sampling strict = sampling(1, new Cut(1, 0, 1), Penalties.NONE);
    assertThat(new Sampler(strict, new int[0]).probabilities(new float[] {1, 3, 2}))
        .containsExactly(0, 1, 0);
  }

  private static List<Integer> drawn(Sampler sampler) {
    return Stream.generate(() -> sampler.next(new float[] {1, 1, 1, 1})).limit(20).toList();
  }

  private static float[] floats(ModelFile file, String name) {
    float[] floats = new float[Math.toIntExact(file.shape(name).getFirst())];
    file.read(name, MemorySegment.ofArray(floats));
    return floats;
  }

  private static Sampling sampling(double temperature, Cut cut, Penalties penalties) {
    return new Sampling(temperature, cut, penalties, new End(8, List.of()), 42, -1);
  }
}
