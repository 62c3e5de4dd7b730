package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FolderTest {

  @TempDir Path folder;

  static List<Path> goldens() throws IOException {
    return Stream.concat(
            Goldens.models("models").stream(), Goldens.models("models-older-layout").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyFolderIsRead(Path golden) {
    Base base = Goldens.open(golden);
    base.tokenizer().close();
    assertThat(base.ends()).isNotEmpty();
    try (ModelFile weights = base.weights()) {
      assertThat(weights.names())
          .containsExactlyInAnyOrderElementsOf(base.architecture().tensors().keySet());
      for (String tensor : weights.names())
        assertThat(Reading.of(weights, tensor)).doesNotContain(Float.NaN).isNotEmpty();
    }
  }

  @Test
  void bothSpellingsOfAConfigurationSayTheSame() {
    write("config.json", CONFIG);
    Architecture four = Goldens.open(folder).architecture();
    write(
        "config.json",
        CONFIG.replace(
            "\"rope_theta\": 5000.0",
            "\"dtype\": \"float32\", \"rope_parameters\": {\"rope_theta\": 5000.0, \"rope_type\": \"default\"}"));
    assertThat(Goldens.open(folder).architecture()).isEqualTo(four);
    assertThat(four)
        .isEqualTo(
            Architecture.llama(
                new Architecture.Size(1, 4, 8, 64),
                new Architecture.Heads(2, 1, 2),
                6,
                5000,
                1e-6,
                Architecture.Ends.plain(true, -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"quantization_config\": {}; quantization_config; {}",
        "\"hidden_act\": \"gelu\"; hidden_act; gelu",
        "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2}; rope_scaling.type; dynamic",
        "\"rope_scaling\": {\"rope_type\": \"yarn\"}; rope_scaling.rope_type; yarn",
        "\"rope_parameters\": {\"rope_type\": \"longrope\"}; rope_parameters.rope_type; longrope",
      })
  void anUnsupportedSettingIsRefusedByNameAndValue(String setting, String name, String value) {
    write("config.json", CONFIG.replace("\"rope_theta\": 5000.0", setting));
    assertThatThrownBy(() -> Goldens.open(folder))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOfSatisfying(
                        ModelProblem.UnsupportedSetting.class,
                        problem -> {
                          assertThat(problem.setting()).isEqualTo(name);
                          assertThat(problem.value()).isEqualTo(value);
                        }));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"hidden_size\": 4; \"hidden_size\": -4",
        "\"hidden_size\": 4; \"hidden_size\": 4.5",
        "\"hidden_size\": 4,; ",
        "\"num_key_value_heads\": 1; \"num_key_value_heads\": 3",
        "\"num_hidden_layers\": 1; \"num_hidden_layers\": 2000000000",
        "\"rope_theta\": 5000.0; \"rope_theta\": \"x\"",
        "\"vocab_size\": 8; \"vocab_size\": null",
      })
  void aNumberThatCannotBeIsRefused(String good, String bad) {
    write("config.json", CONFIG.replace(good, bad == null ? "" : bad));
    assertRefused(ModelProblem.Damaged.class);
  }

  @Test
  void missingPartsAreNamed() {
    assertRefused(ModelProblem.NotAModel.class);
    write("config.json", CONFIG);
    Base base = Goldens.open(folder);
    assertThatThrownBy(base::weights)
        .hasMessageContaining("MissingPart")
        .hasMessageContaining("model.safetensors");
    assertThatThrownBy(base::tokenizer).hasMessageContaining("tokenizer.json");
    assertThatThrownBy(base::template).hasMessageContaining("NoTemplate");
    assertThatThrownBy(() -> Goldens.open(folder.resolve("none")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst()).isInstanceOf(FileProblem.Missing.class));
  }

  @Test
  void weightsThatDoNotFitTheDescriptionAreRefusedByName() {
    write("config.json", CONFIG);
    Base base = Goldens.open(folder);
    SequencedMap<String, Safetensors.Floats> tensors = fitting(base);
    Safetensors.write(folder.resolve("model.safetensors"), tensors);
    base.weights().close();

    tensors.put(
        "model.layers.0.self_attn.q_proj.bias", Safetensors.Floats.of(List.of(4L), 0, 0, 0, 0));
    Safetensors.write(folder.resolve("model.safetensors"), tensors);
    assertThatThrownBy(base::weights).hasMessageContaining("UnexpectedTensor");

    tensors.remove("model.layers.0.self_attn.q_proj.bias");
    tensors.put("model.norm.weight", Safetensors.Floats.of(List.of(2L), 1, 1));
    Safetensors.write(folder.resolve("model.safetensors"), tensors);
    assertThatThrownBy(base::weights)
        .hasMessageContaining("WrongShape")
        .hasMessageContaining("[4]");

    tensors.remove("model.norm.weight");
    Safetensors.write(folder.resolve("model.safetensors"), tensors);
    assertThatThrownBy(base::weights)
        .hasMessageContaining("MissingTensor")
        .hasMessageContaining("model.norm.weight");
  }

  @Test
  void shardsAreOneModelAndLeadNowhereElse() {
    write("config.json", CONFIG);
    Base base = Goldens.open(folder);
    SequencedMap<String, Safetensors.Floats> first = fitting(base);
    SequencedMap<String, Safetensors.Floats> second = new LinkedHashMap<>();
    second.put("model.norm.weight", first.remove("model.norm.weight"));
    Safetensors.write(folder.resolve("model-1.safetensors"), first);
    Safetensors.write(folder.resolve("model-2.safetensors"), second);
    StringBuilder map = new StringBuilder();
    first.keySet().forEach(name -> map.append("\"" + name + "\": \"model-1.safetensors\", "));
    String index = "{\"weight_map\": {" + map + "\"model.norm.weight\": \"model-2.safetensors\"}}";
    write("model.safetensors.index.json", index);
    try (ModelFile weights = base.weights()) {
      assertThat(Reading.of(weights, "model.norm.weight")).containsOnly(1);
    }
    write("model.safetensors.index.json", index.replace("model-2", "../model-2"));
    assertThatThrownBy(base::weights).hasMessageContaining("Damaged");
    write("model.safetensors.index.json", index.replace("model-2", "model-3"));
    assertThatThrownBy(base::weights).hasMessageContaining("MissingPart");
    write("model.safetensors.index.json", index.replace("model-2", "model-1"));
    assertThatThrownBy(base::weights).hasMessageContaining("MissingTensor");
  }

  @Test
  void theLicenceIsInTheModelCard() {
    write("config.json", CONFIG);
    assertThat(Goldens.open(folder).licence()).isEmpty();
    write("README.md", "---\nlanguage:\n- es\nlicense: Apache-2.0\n---\n# Model\n");
    assertThat(Goldens.open(folder).licence()).isEqualTo("apache-2.0");
    write("README.md", "# Model\n---\nlicense: mit\n---\n");
    assertThat(Goldens.open(folder).licence()).isEmpty();
  }

  @Test
  void theDigestSeesTheModelAndNothingElse() {
    write("config.json", CONFIG);
    Digest before = Base.digestOf(folder);
    write("notes.txt", "hello");
    assertThat(Base.digestOf(folder)).isEqualTo(before);
    write("tokenizer.json", "{}");
    assertThat(Base.digestOf(folder)).isNotEqualTo(before);
  }

  private static final String CONFIG =
      """
      {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4,
       "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
       "intermediate_size": 6, "vocab_size": 8, "max_position_embeddings": 64,
       "rope_theta": 5000.0, "tie_word_embeddings": true, "torch_dtype": "float32"}
      """;

  private static SequencedMap<String, Safetensors.Floats> fitting(Base base) {
    SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
    base.architecture()
        .tensors()
        .forEach((name, shape) -> {
          float[] values =
              new float[shape.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact)];
          Arrays.fill(values, 1);
          tensors.put(name, Safetensors.Floats.of(shape, values));
        });
    return tensors;
  }

  private void write(String name, String text) {
    SafeFile.write(folder.resolve(name), text);
  }

  private void assertRefused(Class<?> problem) {
    assertThatThrownBy(() -> Goldens.open(folder))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.facts().getFirst()).isInstanceOf(problem));
  }
}
