package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Digest;
import dev.afina.core.Message;
import dev.afina.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {

  private static final List<String> TEXTS =
      List.of("Quiero devolver estos zapatos", "Quiero comprar unas zapatillas", "¿Abren mañana?");

  @TempDir Path folder;

  @Test
  void itIsACompleteModelThatKnowsNothing() {
    Base base = Goldens.open(Seed.plant(folder, TEXTS, 42));
    assertThat(base.licence()).isEqualTo("apache-2.0");
    assertThat(base.architecture().layers()).isEqualTo(4);
    assertThat(base.template().render(List.of(Message.user("Hola")), true))
        .isEqualTo("<|im_start|>user\nHola<|im_end|>\n<|im_start|>assistant\n");
    try (ModelFile weights = base.weights();
        Tokenizer tokenizer = base.tokenizer()) {
      assertThat(tokenizer.size()).isEqualTo(base.architecture().vocabulary());
      assertThat(tokenizer.decode(tokenizer.encode("Quiero 😊"))).isEqualTo("Quiero 😊");
      assertThat(tokenizer.encode("<|im_end|>")).containsExactly(2);
      float[] query = Reading.of(weights, "model.layers.3.self_attn.q_proj.weight");
      double squares = 0;
      for (float w : query) squares += w * w;
      assertThat(squares / query.length).isBetween(0.95 / 128, 1.05 / 128);
      assertThat(Reading.of(weights, "model.norm.weight")).containsOnly(1);
    }
  }

  @Test
  void theSameTextsAndSeedGiveTheSameBytes() {
    Digest once = Digest.of(Seed.plant(folder.resolve("a"), TEXTS, 42));
    assertThat(Digest.of(Seed.plant(folder.resolve("b"), TEXTS.reversed(), 42))).isEqualTo(once);
    assertThat(Digest.of(Seed.plant(folder.resolve("c"), TEXTS, 43))).isNotEqualTo(once);
  }

  /// Written down once, so that another JDK or library that plants another seed is noticed.
  @Test
  void theWeightsNeverChange() {
    Seed.plant(folder, List.of(), 42);
    assertThat(Digest.of(folder.resolve("model.safetensors")).brief()).isEqualTo("8ee1530852fe");
  }
}
