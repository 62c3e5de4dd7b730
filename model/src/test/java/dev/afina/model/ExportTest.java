package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Message;
import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes along with the weights.
class ExportTest {

  @TempDir Path folder;
  private Path model;
  private Path target;

  @BeforeEach
  void plant() {
    model = Seed.plant(folder.resolve("model"), List.of("hola, ¿qué tal?"), 7);
    target = folder.resolve("target");
  }

  @Test
  void anOlderVocabularyGoesAlongAndProgramsDoNot() throws IOException {
    for (String name : List.of("vocab.json", "merges.txt", "modeling.py", "picture.png"))
      SafeFile.write(model.resolve(name), "{}");
    Path config = model.resolve("config.json");
    SafeFile.write(
        config,
        Files.readString(config).replaceFirst("\\{", "{\"auto_map\": {\"AutoModel\": \"x\"},"));

    Export.whole(model, target);

    assertThat(target).isDirectoryContaining(file -> file.endsWith("merges.txt"));
    assertThat(target).isDirectoryContaining(file -> file.endsWith("vocab.json"));
    assertThat(target).isDirectoryNotContaining("glob:**.{py,png}");
    assertThat(target.resolve("config.json")).content().doesNotContain("auto_map");
    assertThat(Base.at(target).architecture()).isEqualTo(Base.at(model).architecture());
  }

  @Test
  void aModelWithoutATemplateTakesThePlainOneAlong() {
    SafeFile.write(model.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|im_end|>\"}");

    Export.whole(model, target);

    List<Message> asked = List.of(Message.user("¿Abren hoy?"));
    assertThat(Base.at(target).template().render(asked, true))
        .isEqualTo(Base.at(model).template().render(asked, true))
        .isEqualTo("Usuario: ¿Abren hoy?\nAsistente:");
    assertThat(target.resolve("chat_template.jinja")).exists();
  }
}
