package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.cli.Terminals.Ended;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTokensTest {
  private final Path base = Path.of(System.getProperty("afina.goldens", ""), "models", "qwen2");
  @TempDir Path folder;

  @BeforeEach
  void conversations() throws Exception {
    assumeTrue(Files.isDirectory(base), "no goldens at " + base);
    Files.writeString(
        folder.resolve("chat.jsonl"),
        """
        {"messages": [{"role": "user", "content": "Hola"}, {"role": "assistant", "content": "Buenas"}]}
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}
        """);
  }

  @Test
  void whatIsLearnedStandsInBracketsInAPipe() {
    Ended ended = tokens("--show", "2");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isEqualTo(Exit.DONE);
    assertThat(ended.out())
        .contains("<|im_start|>assistant\n[[Buenas<|im_end|>]]\n")
        .contains("<|im_start|>assistant\nb<|im_end|>\n")
        .contains("[[d<|im_end|>]]")
        .contains("2 conversations");
  }

  @Test
  void programsReadItAsJson() {
    String[] lines = tokens("--show", "1", "--json").out().split("\n");
    assertThat(lines).hasSize(2);
    assertThat(Json.tree(lines[0]).at("/pieces/1/text").asString()).isEqualTo("Buenas<|im_end|>");
    assertThat(Json.tree(lines[0]).at("/pieces/1/learned").asBoolean()).isTrue();
    assertThat(Json.tree(lines[1]).get("conversations").asInt()).isEqualTo(2);
    assertThat(Json.tree(lines[1]).get("learned").asInt()).isPositive();
  }

  @Test
  void anyFormIsReadAndABadLineCostsOneLine() throws IOException {
    Path chat = folder.resolve("chat.jsonl");
    Files.writeString(chat, Files.readString(chat) + "{\"messages\": [}\n");
    Ended ended = tokens("--show", "0");
    assertThat(ended.code()).isEqualTo(Exit.DONE_WITH_FINDINGS);
    assertThat(ended.out())
        .contains("Line 3 of chat.jsonl, column 15")
        .doesNotContain("Source")
        .contains("2 conversations");

    Path table = folder.resolve("chat.csv");
    Files.writeString(table, "text,label\nHola,saludo\nQuiero pagar,pago\n");
    Ended priced =
        Terminals.afina(
            Map.of("AFINA_LANG", "es"),
            "data",
            "tokens",
            table.toString(),
            "--model",
            "gpt-4.1-mini");
    assertThat(priced.code()).as(priced.err()).isEqualTo(Exit.DONE);
    assertThat(priced.out()).contains("Conversación 2: 16 tokens");
  }

  private Ended tokens(String... options) {
    String[] all = new String[options.length + 5];
    System.arraycopy(
        new String[] {
          "data", "tokens", folder.resolve("chat.jsonl").toString(), "--base", base.toString()
        },
        0,
        all,
        0,
        5);
    System.arraycopy(options, 0, all, 5, options.length);
    return Terminals.afina(Map.of("AFINA_LANG", "en", "AFINA_CACHE", folder.toString()), all);
  }
}
