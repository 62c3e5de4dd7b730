package dev.afina.tokenizer.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Templates beside what Python's Jinja makes of them.
class GoldenTemplatesTest {
  private static final InstantSource DAY =
      InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z"));

  record Case(
      String name,
      Map<String, Object> ctx,
      String tpl,
      @Nullable String out,
      @Nullable String err) {

    void check() {
      if (err == null) {
        assertThat(Template.parse(tpl, name).render(ctx, DAY).text()).isEqualTo(out);
        return;
      }
      Refused refused =
          catchThrowableOfType(Refused.class, () -> Template.parse(tpl, name).render(ctx, DAY));
      assertThat(refused).as(err).isNotNull();
      String why = err.substring(err.indexOf(':') + 2);
      if (refused.facts().getFirst() instanceof TemplateProblem.Rejects rejects)
        assertThat(rejects.message()).isEqualTo(why);
      if (refused.facts().getFirst() instanceof TemplateProblem.Unsafe unsafe)
        assertThat(unsafe.what()).isEqualTo(why);
    }
  }

  @TestFactory
  Stream<DynamicTest> templatesAreRenderedAsPythonDoesIt() {
    Path file =
        Path.of(System.getProperty("afina.goldens", "")).resolve("chat-templates/cases.json");
    assumeTrue(Files.exists(file), "no goldens at " + file);
    return List.of(Json.read(file, Case[].class)).stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), one::check));
  }
}
