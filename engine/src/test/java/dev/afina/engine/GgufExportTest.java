package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.Base;
import dev.afina.model.Encoding;
import dev.afina.model.Export;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
import dev.afina.tokenizer.ChatTokenizer;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Numerics.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every family written as a GGUF file and read back.
class GgufExportTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");

  @TempDir Path folder;

  /// What differs, as a share of the largest logit, is what 16 bits, or 8 with a scale for 32
  /// numbers, cannot hold of a weight.
  @TestFactory
  Stream<DynamicTest> theFileGivesTheLogitsOfBaseAndAdapter() throws IOException {
    return families(model -> {
      assertLogits(model, Encoding.F32, 5e-5);
      assertLogits(model, Encoding.F16, 5e-3);
      assertLogits(model, Encoding.Q8_0, 0.05);
    });
  }

  @TestFactory
  Stream<DynamicTest> itsVocabularyAndTemplateGiveTheSameTokens() throws IOException {
    return families(model -> {
      Base base = Base.at(model);
      Base written = written(model, Encoding.F16);
      JsonNode reference = Json.read(model.resolve("reference.json"), JsonNode.class);
      List<Message> asked = List.of(Message.user("¿Dónde está  mi pedido n.º 12?"));
      try (Tokenizer theirs = base.tokenizer();
          Tokenizer ours = written.tokenizer()) {
        for (JsonNode item : reference.path("tokenizer"))
          assertThat(ours.encode(item.path("text").asString()))
              .as(item.toString())
              .isEqualTo(SmolLm2GoldenTest.ints(item.path("ids")));
        assertThat(new ChatTokenizer(ours, written.template()).prompt(asked))
            .isEqualTo(new ChatTokenizer(theirs, base.template()).prompt(asked));
      }
      assertThat(written.ends()).isEqualTo(base.ends());
    });
  }

  private void assertLogits(Path model, Encoding encoding, double tolerance) {
    JsonNode reference = Json.read(model.resolve("reference.json"), JsonNode.class);
    int[] ids = SmolLm2GoldenTest.ints(reference.get("conversations").get(0).get("input_ids"));
    Base base = written(model, encoding);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, Dtype.F32);
        ModelFile expected =
            Safetensors.open(model.resolve("reference/adapted_logits.safetensors"));
        PointerScope _ = new PointerScope()) {
      Transformer transformer =
          new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
      Tensor want = Weights.empty(expected.shape("logits.0"), torch.ScalarType.Float);
      expected.read("logits.0", Weights.memory(want));
      Tensor found = transformer.logits(transformer.hidden(Pack.of(ids)));
      double largest = want.abs().max().item_double();
      assertThat(found.sub(want).abs().max().item_double())
          .as(encoding.name())
          .isLessThan(tolerance * largest);
    }
  }

  /// The family with PEFT's adapter put into it.
  private Base written(Path model, Encoding encoding) {
    Path target = folder.resolve(model.getFileName() + "-" + encoding);
    PeftAdapter adapter = PeftAdapter.in(model.resolve("reference/peft_adapter"));
    Export.into(target, fresh -> Export.gguf(encoding, adapter, Base.at(model), fresh));
    return Base.at(target.resolve("model.gguf"));
  }

  private interface Check {
    void of(Path model);
  }

  private static Stream<DynamicTest> families(Check check) throws IOException {
    if (!Files.isDirectory(MODELS))
      return Stream.of(dynamicTest("goldens", () -> abort("no goldens at " + MODELS)));
    try (Stream<Path> all = Files.list(MODELS)) {
      return all.filter(model -> Files.exists(model.resolve("reference/peft_adapter")))
          .sorted()
          .map(model -> dynamicTest(model.getFileName().toString(), () -> check.of(model)))
          .toList()
          .stream();
    }
  }
}
