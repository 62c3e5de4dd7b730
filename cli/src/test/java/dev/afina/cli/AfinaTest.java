package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Terminals.Ended;
import dev.afina.core.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AfinaTest {

  @Test
  void theVersionIsToldOnTheOutput() {
    Ended ended = Terminals.afina(Map.of(), "--version");
    assertThat(ended.code()).isEqualTo(Exit.DONE);
    assertThat(ended.out()).startsWith("Afina ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void withoutACommandThereIsHelp() {
    assertThat(Terminals.afina(Map.of())).isEqualTo(Terminals.afina(Map.of(), "--help"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fly",
        "run",
        "run x --fly",
        "run x --epochs many",
        "run x --from start",
        "run x --lang",
        "run x --lang de",
        "run x --base a --base b",
        "run x --from test --to split",
        "step fly x",
        "correct x text",
        "correct x text label more",
        "classify x",
        "classify x --in a.csv",
        "chat x --beside it",
        "chat x --temperature 3",
        "new x --kind poem"
      })
  void aCommandThatMakesNoSenseIsRefusedInThreePartsInBothLanguages(String command) {
    for (String language : List.of("en", "es")) {
      Ended ended = Terminals.afina(Map.of("AFINA_LANG", language), command.split(" "));
      assertThat(ended.code()).isEqualTo(Exit.REFUSED);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains(language.equals("es") ? "\n  regla" : "\n  rule");
      assertThat(ended.err()).contains(language.equals("es") ? "\n  arreglo" : "\n  fix");
    }
  }

  @Test
  void aNearMissIsSuggested() {
    assertThat(Terminals.afina(Map.of(), "clasify", "x").err()).contains("classify");
  }

  @Test
  void programsReadARefusalAsJson() {
    Ended ended = Terminals.afina(Map.of(), "classify", "x", "--json");
    assertThat(ended.code()).isEqualTo(Exit.REFUSED);
    assertThat(ended.err()).isEmpty();
    assertThat(Json.tree(ended.out()).get("problem").asString())
        .isEqualTo("CliProblem.NothingToClassify");
  }

  @Test
  void marksOfPeopleNeedAJudge() {
    Ended ended = Terminals.afina(Map.of(), "evaluate", "x", "--marks", "marks.csv");
    assertThat(ended.code()).isEqualTo(Exit.REFUSED);
    assertThat(ended.err()).contains("name the judge with --judge").doesNotContain("--in");
  }

  @Test
  void aBugIsOneSentenceWithAnIdAndItsDetailsAreInAFile(@TempDir Path cache) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Outside outside =
        Terminals.outside(
            Map.of("AFINA_CACHE", cache.toString()),
            Terminals.pipe(),
            new ByteArrayOutputStream(),
            err);
    Call call = new Call(outside, Terminals.ENGLISH);
    int code = Bug.report(new IllegalStateException("marker"), call);
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(code).isEqualTo(Exit.BUG);
    assertThat(said).contains("20261121-101530-120").doesNotContain("marker");
    assertThat(Files.readString(cache.resolve("logs/20261121-101530-120.log"))).contains("marker");
  }

  @Test
  void aCommandIsShownSoThatItCanBePasted() {
    Outside outside =
        Terminals.outside(
            Map.of(), Terminals.pipe(), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    Call call = new Call(outside, Terminals.ENGLISH);
    assertThat(call.command("classify", "my shop", "¿me lo \"devuelven\"?"))
        .isEqualTo("./afina classify \"my shop\" '¿me lo \"devuelven\"?'");
    assertThat(call.command("run", "examples/tienda-intenciones"))
        .isEqualTo("./afina run examples/tienda-intenciones");
  }
}
