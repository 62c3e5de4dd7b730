package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.Export;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
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

/// Adapters that PEFT saved, merged into the families they were trained on.
class MergeGoldenTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> aMergedModelGivesTheLogitsOfBaseAndAdapter() throws IOException {
    return families((base, model) -> {
      Path merged = folder.resolve(base.name());
      PeftAdapter adapter = PeftAdapter.in(model.resolve("reference/peft_adapter"));
      Export.into(merged, fresh -> Export.merged(adapter, base, fresh));
      assertLogits(model, Base.at(merged));
    });
  }

  private interface Check {
    void of(Base base, Path model);
  }

  private static Stream<DynamicTest> families(Check check) throws IOException {
    if (!Files.isDirectory(MODELS))
      return Stream.of(dynamicTest("goldens", () -> abort("no goldens at " + MODELS)));
    List<Path> models;
    try (Stream<Path> all = Files.list(MODELS)) {
      models =
          all.filter(model -> Files.exists(model.resolve("reference/peft_adapter")))
              .sorted()
              .toList();
    }
    return models.stream()
        .map(model ->
            dynamicTest(model.getFileName().toString(), () -> check.of(open(model), model)));
  }

  private static Base open(Path model) {
    try {
      Base base = Base.at(model);
      return new Base(
          model.getFileName().toString(),
          base.place(),
          base.digest(),
          base.licence(),
          base.architecture());
    } catch (Refused e) {
      return abort("not read yet: " + e.getMessage());
    }
  }

  private static void assertLogits(Path model, Base base) {
    JsonNode reference = Json.read(model.resolve("reference.json"), JsonNode.class);
    int[] ids = SmolLm2GoldenTest.ints(reference.get("conversations").get(0).get("input_ids"));
    try (Weights weights = read(base.weights());
        ModelFile expected =
            Safetensors.open(model.resolve("reference/adapted_logits.safetensors"));
        PointerScope _ = new PointerScope()) {
      Transformer transformer =
          new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
      Tensor want = Weights.empty(expected.shape("logits.0"), torch.ScalarType.Float);
      expected.read("logits.0", Weights.memory(want));
      Tensor found = transformer.logits(transformer.hidden(Pack.of(ids)));
      assertThat(found.sub(want).abs().max().item_double()).isLessThan(1e-4);
    }
  }

  private static Weights read(ModelFile file) {
    try (file) {
      return Weights.read(file, Dtype.F32);
    }
  }
}
