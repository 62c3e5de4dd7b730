package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiTokensTest {
  private static final Encoding PATTERN =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  /// What the pattern of the encoding treats in a way of its own, and neighbours of it.
  private static final List<String> PARTS =
      List.of(
          "'s",
          "'RE",
          "'ll",
          "'v",
          "'",
          "'\u017F",
          "'\u017Fa",
          "'L\u017F",
          "aB",
          "ABc",
          "ABC",
          "ñ",
          "Ñandú",
          "ǅ",
          "ʰ",
          "中文",
          "ª",
          "\u0301",
          "A\u0301B",
          "\u0301ABC",
          "1",
          "2345",
          "Ⅷ",
          "½",
          " ",
          "  ",
          "\t",
          "\n",
          "\r\n",
          "\n \n",
          "\u00A0",
          "\u2028",
          "\u0085",
          "\u001C",
          "\u200B",
          ".",
          "...",
          "/",
          "./\n",
          "¿",
          "!",
          "😀",
          "👩‍💻",
          "\uD835\uDC00",
          "\uD835\uDFD8",
          "<|endoftext|>",
          "hola",
          " Mundo");

  @Test
  void countsAsTheEncodingsOwnPatternDoes() {
    Random random = new Random(7);
    int cases = Integer.getInteger("afina.fuzz", 20_000);
    for (int i = 0; i < cases; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--)
        if (random.nextInt(4) > 0) text.append(PARTS.get(random.nextInt(PARTS.size())));
        else text.appendCodePoint(anyLetter(random));
      assertThat(OpenAiTokens.o200k().count(text.toString()))
          .as(Json.line(text.toString()))
          .isEqualTo(PATTERN.countTokensOrdinary(text.toString()));
    }
  }

  private static int anyLetter(Random random) {
    while (true) {
      int c = random.nextInt(4) == 0 ? random.nextInt(0x20000) : random.nextInt(0x600);
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) return c;
    }
  }

  /// All that people wrote in the real files.
  @Test
  void countsRealTextAsTheEncodingsOwnPatternDoes() throws IOException {
    Path data = Path.of(System.getProperty("afina.goldens")).resolveSibling("data");
    assumeTrue(Files.isDirectory(data), "no real files at " + data);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String all = Files.readString(file);
        for (String line : all.lines().toList())
          assertThat(OpenAiTokens.o200k().count(line)).isEqualTo(PATTERN.countTokensOrdinary(line));
      }
    }
  }

  /// tiktoken 0.14 counts these so.
  @Test
  void countsAsTiktokenDoes() {
    JsonNode counted =
        Json.tree(
            """
            {"¿Cómo devuelvo un pedido?": 7, "I'll tell you: IT'S 1234567 km": 11, "a\\n\\n  b": 4,
             "ñandú 中文 😀 e\\u0301": 7, "  \\t x/\\n": 3, "it'\\u017F": 3}\
            """);
    counted
        .properties()
        .forEach(one ->
            assertThat(OpenAiTokens.o200k().count(one.getKey())).isEqualTo(one.getValue().asInt()));
  }
}
