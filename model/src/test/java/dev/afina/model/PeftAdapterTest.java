package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Adapters of other programs: what is understood, what is refused, and how one is merged.
class PeftAdapterTest {
  private static final String LAYER = "model.layers.0.self_attn.q_proj";

  @TempDir Path folder;
  private Base base;

  @BeforeEach
  void plant() {
    Path place = Seed.plant(folder.resolve("base"), List.of("hola"), 1);
    base = Base.open("base", place, Digest.of("base"));
  }

  @Test
  void whatIsSwitchedOffChangesNothing() {
    write(Map.of("use_dora", false, "modules_to_save", List.of(), "bias", "none", "corda", ""));
    assertThat(PeftAdapter.in(folder).scale()).isEqualTo(2);
    write(Map.of("use_rslora", true));
    assertThat(PeftAdapter.in(folder).scale()).isEqualTo(8 / Math.sqrt(4));
  }

  @Test
  void everyOptionThatIsNotUnderstoodIsNamed() {
    write(
        Map.of(
            "use_dora",
            true,
            "bias",
            "all",
            "alpha_pattern",
            Map.of("q_proj", 3),
            "peft_type",
            "IA3",
            "init_lora_weights",
            "pissa",
            "new_option_of_2027",
            1));
    assertThatThrownBy(() -> PeftAdapter.in(folder))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .extracting(fact -> ((ModelProblem.UnsupportedAdapter) fact).option())
                    .containsExactlyInAnyOrder(
                        "use_dora",
                        "bias",
                        "alpha_pattern",
                        "peft_type",
                        "init_lora_weights",
                        "new_option_of_2027"));
  }

  @Test
  void tensorsThatDoNotFitAreNamed() {
    write(Map.of());
    weights(tensors(LAYER, 4, 128, 128));
    assertThat(PeftAdapter.in(folder).check(base.architecture())).containsExactly(LAYER);
    weights(tensors(LAYER, 4, 127, 128));
    assertRefused(ModelProblem.WrongShape.class);
    weights(tensors("model.layers.9.self_attn.q_proj", 4, 128, 128));
    assertRefused(ModelProblem.UnexpectedTensor.class);
    SequencedMap<String, Safetensors.Floats> half = tensors(LAYER, 4, 128, 128);
    half.remove(PeftAdapter.nameOfB(LAYER));
    weights(half);
    assertRefused(ModelProblem.MissingTensor.class);
    half.put("base_model.model.lm_head.weight", Safetensors.Floats.of(List.of(1L), 1));
    weights(half);
    assertRefused(ModelProblem.UnexpectedTensor.class);
  }

  @Test
  void aMergeAddsTheScaledProduct() {
    float[] a = {1, 2, 3, 10, 20, 30}; // (2, 3)
    float[] b = {1, 1, 0, 2}; // (2, 2)
    float[] upright = new float[6];
    Merged.add(upright, a, b, 2, 0.5f, false);
    assertThat(upright).containsExactly(5.5f, 11, 16.5f, 10, 20, 30);
    float[] turned = new float[6];
    Merged.add(turned, a, b, 2, 0.5f, true);
    assertThat(turned).containsExactly(5.5f, 10, 11, 20, 16.5f, 30);
  }

  @Test
  void whatIsExportedRunsNoPrograms() {
    write(Map.of());
    weights(tensors(LAYER, 4, 128, 128));
    Path place = folder.resolve("base");
    SafeFile.write(place.resolve("modeling.py"), "import os");
    Map<String, Object> config = new LinkedHashMap<>(Map.of("auto_map", Map.of("a", "b.py")));
    Json.read(place.resolve("config.json"), tools.jackson.databind.JsonNode.class)
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue()));
    Json.write(place.resolve("config.json"), config);
    Path out = folder.resolve("out");
    Export.into(out, fresh -> Export.merged(PeftAdapter.in(folder), base, fresh));
    assertThat(out.resolve("config.json")).content().doesNotContain("auto_map");
    assertThat(out.resolve("modeling.py")).doesNotExist();
    assertThat(Base.at(out).architecture()).isEqualTo(base.architecture());
    Base.at(out).weights().close();
  }

  private void assertRefused(Class<?> problem) {
    assertThatThrownBy(() -> PeftAdapter.in(folder).check(base.architecture()))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.facts().getFirst()).isInstanceOf(problem));
  }

  private void write(Map<String, Object> more) {
    Map<String, Object> config = new LinkedHashMap<>(Map.of("r", 4, "lora_alpha", 8));
    config.put("peft_type", "LORA");
    config.putAll(more);
    Json.write(folder.resolve(PeftAdapter.CONFIG), config);
  }

  private void weights(SequencedMap<String, Safetensors.Floats> tensors) {
    Safetensors.write(folder.resolve(PeftAdapter.WEIGHTS), tensors);
  }

  private static SequencedMap<String, Safetensors.Floats> tensors(
      String layer, int rank, int in, int out) {
    SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
    tensors.put(
        PeftAdapter.nameOfA(layer),
        Safetensors.Floats.of(List.of((long) rank, (long) in), new float[rank * in]));
    tensors.put(
        PeftAdapter.nameOfB(layer),
        Safetensors.Floats.of(List.of((long) out, (long) rank), new float[rank * out]));
    return tensors;
  }
}
