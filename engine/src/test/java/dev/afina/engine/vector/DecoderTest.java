package dev.afina.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Tiny models of every family, token by token, against what Transformers and PEFT computed.
class DecoderTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");

  @TestFactory
  Stream<DynamicNode> everyFamily() throws IOException {
    if (!Files.isDirectory(MODELS))
      return Stream.of(dynamicTest("goldens", () -> abort("no goldens at " + MODELS)));
    List<Path> folders;
    try (Stream<Path> all = Files.list(MODELS)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    return folders.stream()
        .map(folder -> {
          String name = folder.getFileName().toString();
          Base base = Base.open(name, folder, Digest.of(name));
          JsonNode reference = Json.read(folder.resolve("reference.json"), JsonNode.class);
          return dynamicContainer(name, new Family(folder, base, reference).tests());
        });
  }

  private record Family(Path folder, Base base, JsonNode reference) {

    Stream<DynamicTest> tests() {
      return Stream.of(
          dynamicTest("logits are the same", () -> logits("reference/forward.safetensors", null)),
          dynamicTest("logits with PEFT's adapter are the same", this::adapted),
          dynamicTest("greedy tokens are the same", this::greedy),
          dynamicTest("with several adapters, each has the bits it has alone", this::company));
    }

    private void adapted() {
      logits("reference/adapted_logits.safetensors", adapter());
    }

    private LowRank adapter() {
      Path saved = folder.resolve("reference/peft_adapter");
      return LowRank.of(PeftAdapter.in(saved), base.architecture());
    }

    private Decoder decoder(int threads) {
      return new Decoder(base.architecture(), base.weights(), false, threads);
    }

    private int[] ids(int conversation) {
      return Json.convert(
          reference.get("conversations").get(conversation).get("input_ids"), int[].class);
    }

    private void logits(String file, @Nullable LowRank adapter) {
      try (Decoder decoder = decoder(2);
          ModelFile expected = Safetensors.open(folder.resolve(file))) {
        for (int i = 0; expected.names().contains("logits." + i); i++) {
          List<Long> shape = expected.shape("logits." + i);
          int vocabulary = Math.toIntExact(shape.getLast());
          float[] want = new float[Math.toIntExact(shape.getFirst()) * vocabulary];
          expected.read("logits." + i, MemorySegment.ofArray(want));
          Talk talk = decoder.talk(adapter);
          int[] ids = ids(i);
          for (int t = 0; t < ids.length; t++) {
            float[] found = said(decoder, talk, ids[t]);
            for (int n = 0; n < vocabulary; n++)
              assertThat(found[n]).isCloseTo(want[t * vocabulary + n], within(1e-4f));
          }
        }
      }
    }

    private void greedy() {
      try (Decoder decoder = decoder(1)) {
        for (JsonNode greedy : reference.get("greedy")) {
          if (greedy.get("smallest_gap").asDouble() <= 1e-3) continue;
          Talk talk = decoder.talk(null);
          float[] scores = {};
          for (int id : Json.convert(greedy.get("prompt_ids"), int[].class))
            scores = said(decoder, talk, id);
          for (int expected : Json.convert(greedy.get("greedy"), int[].class)) {
            assertThat(likeliest(scores)).isEqualTo(expected);
            scores = said(decoder, talk, expected);
          }
        }
      }
    }

    /// Eleven conversations, so that one pass is not enough; every other one with the adapter, each
    /// with its own words.
    private void company() {
      LowRank adapter = adapter();
      try (Decoder decoder = decoder(2)) {
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < 11; i++) talks.add(decoder.talk(i % 2 == 0 ? null : adapter));
        for (int t = 0; t < 5; t++) {
          for (int i = 0; i < 11; i++) talks.get(i).say(3 + t * i);
          decoder.step(talks);
        }
        for (int i = 0; i < 11; i++) {
          Talk alone = decoder.talk(i % 2 == 0 ? null : adapter);
          float[] scores = {};
          for (int t = 0; t < 5; t++) scores = said(decoder, alone, 3 + t * i);
          float[] together = new float[base.architecture().vocabulary()];
          talks.get(i).scores(together);
          assertThat(scores).containsExactly(together);
        }
      }
    }

    private float[] said(Decoder decoder, Talk talk, int id) {
      talk.say(id);
      decoder.step(List.of(talk));
      float[] scores = new float[base.architecture().vocabulary()];
      talk.scores(scores);
      return scores;
    }

    private static int likeliest(float[] scores) {
      int best = 0;
      for (int i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
      return best;
    }
  }
}
