package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Numerics.Dtype;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// GGUF files of every family, in several storage forms, against what Transformers computes with
/// the same weights (`gguf/make_gguf.py`).
class GgufFamilyTest {
  private static final Path FOLDER = folder();
  private static final JsonNode REFERENCE =
      Json.read(FOLDER.resolve("reference.json"), JsonNode.class);

  static Stream<String> families() {
    return REFERENCE.propertyStream().map(family -> family.getKey());
  }

  @ParameterizedTest
  @MethodSource("families")
  void itComputesWhatTransformersDoes(String family) {
    JsonNode told = REFERENCE.get(family);
    Base base = base(family);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, Dtype.F32);
        PointerScope _ = new PointerScope()) {
      Transformer model =
          new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
      int[] ids = SmolLm2GoldenTest.ints(told.get("ids"));
      Tensor logits = model.logits(model.hidden(Pack.of(ids)));
      assertClose(logits.narrow(0, ids.length - 1, 1).view(-1), told.get("last_logits"));
      assertClose(logits.narrow(0, 0, 1).narrow(1, 0, 8).view(-1), told.get("first_logits"));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void itsVocabularyGivesTheSameTokens(String family) {
    try (Tokenizer tokenizer = base(family).tokenizer()) {
      for (JsonNode item : REFERENCE.get(family).get("tokenizer")) {
        String text = item.get("text").asString();
        int[] ids = tokenizer.encode(text);
        assertThat(ids).as(text).isEqualTo(SmolLm2GoldenTest.ints(item.get("ids")));
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
      }
    }
    assertThat(base(family).ends()).containsExactly(REFERENCE.get(family).get("eos").asInt());
  }

  private static void assertClose(Tensor found, JsonNode expected) {
    Tensor want = torch.tensor(Json.convert(expected, float[].class));
    assertThat(found.sub(want).abs().max().item_double()).isLessThan(1e-4);
  }

  private static Base base(String family) {
    return Base.open(family, FOLDER.resolve(family + ".gguf"), Digest.of(family));
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(GgufFamilyTest.class.getResource("gguf")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
