package dev.afina.tokenizer.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Templates that nobody meant: whatever they are, they end soon, with a text or a refusal. More of
/// them with `-Dafina.fuzz=100000`.
class TemplateFuzzTest {
  private static final int CASES = Integer.getInteger("afina.fuzz", 3000);
  private static final InstantSource DAY = InstantSource.fixed(Instant.EPOCH);

  private static final long LONGEST_NANOS = 1_000_000_000L;

  private static final List<String> WORDS =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "{#",
          "#}",
          "{%-",
          "-%}",
          "{{-",
          "-}}",
          "for",
          "in",
          "if",
          "else",
          "elif",
          "endif",
          "endfor",
          "set",
          "endset",
          "macro",
          "endmacro",
          "call",
          "endcall",
          "filter",
          "endfilter",
          "with",
          "endwith",
          "generation",
          "endgeneration",
          "raw",
          "endraw",
          "break",
          "continue",
          "recursive",
          "not",
          "and",
          "or",
          "is",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ".",
          "|",
          "~",
          "+",
          "-",
          "*",
          "**",
          "/",
          "//",
          "%",
          "==",
          "!=",
          "<",
          ">=",
          "=",
          "'a'",
          "\"b\"",
          "'%s'",
          "'x' * 99999",
          "0",
          "1",
          "-1",
          "1.5",
          "1e300",
          "99999999999999999999",
          "range(100000)",
          "range(10**9)",
          "messages",
          "messages[0]",
          "m",
          "loop",
          "ns",
          "x",
          "namespace(x=1)",
          "ns.x",
          "join",
          "map",
          "select",
          "tojson",
          "length",
          "sort",
          "groupby",
          "batch(3)",
          "replace('a','aaaaaaaa')",
          "indent",
          "list",
          "unique",
          "sum",
          "first",
          "last",
          "defined",
          "none",
          "string",
          "mapping",
          "split('a')",
          ".strip()",
          ".items()",
          "[::-1]",
          "__class__",
          "caller()",
          "loop(x)",
          "raise_exception('no')",
          " ",
          " ",
          "\n",
          "ñ",
          "😊");

  private static final List<String> SEEDS =
      List.of(
          "{% for m in messages %}{{ m.role }}: {{ m.content }}{% endfor %}",
          "{% set ns = namespace(x='') %}{% for m in messages %}{% set ns.x = ns.x ~ m.content %}{% endfor %}{{ ns.x }}",
          "{% macro f(x, n=2) %}{{ x }}{% if n %}{{ f(x, n - 1) }}{% endif %}{% endmacro %}{{ f('a') }}",
          "{% for k, v in messages[0].items() if v is string recursive %}{{ k }}{% else %}{% endfor %}");

  @Test
  void anyTemplateEndsSoonWithATextOrARefusal() throws Exception {
    List<String> seeds = new ArrayList<>(SEEDS);
    Path goldens =
        Path.of(System.getProperty("afina.goldens", "")).resolve("chat-templates/cases.json");
    if (Files.exists(goldens))
      for (JsonNode one : Json.read(goldens, JsonNode.class)) seeds.add(one.path("tpl").asString());
    Random random = new Random(42);
    for (int i = 0; i < CASES; i++) {
      String template =
          random.nextInt(4) == 0
              ? made(random)
              : changed(seeds.get(random.nextInt(seeds.size())), random);
      long start = Clock.cpuNanos();
      run(template);
      assertThat(Clock.cpuNanos() - start).as(template).isLessThan(LONGEST_NANOS);
    }
  }

  /// Text or refusal; anything else that is thrown fails the test with the template in its message.
  private static void run(String template) {
    try {
      Template.parse(template, "fuzz").render(VALUES, DAY);
    } catch (Refused expected) {
      assertThat(expected.facts()).hasSize(1);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(template, e);
    }
  }

  private static final Map<String, Object> VALUES =
      Map.of(
          "messages",
          List.of(
              Map.of("role", "user", "content", "hola <b> a\na"),
              Map.of("role", "assistant", "content", "a😊ñ".repeat(100))),
          "x",
          List.of(1, 2.5, "a", List.of(List.of(3), Map.of("a", 1))),
          "add_generation_prompt",
          true);

  private static String made(Random random) {
    StringBuilder text = new StringBuilder();
    int words = 1 + random.nextInt(40);
    for (int i = 0; i < words; i++)
      text.append(word(random)).append(random.nextBoolean() ? " " : "");
    return text.toString();
  }

  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int n = 1 + random.nextInt(4); n > 0 && !changed.isEmpty(); n--) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, word(random));
        case 2 -> changed.replace(at, end, word(random));
        default -> changed.insert(random.nextInt(changed.length()), changed.substring(at, end));
      }
    }
    return changed.toString();
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
