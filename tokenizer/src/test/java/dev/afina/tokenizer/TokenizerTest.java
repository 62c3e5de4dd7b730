package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenizerTest {
  private static final Vocabulary.NamedIds NONE = Vocabulary.NamedIds.special(List.of());


  static List<Goldens.Model> models() throws IOException {
    return Goldens.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void textBecomesTheTokensOfTransformersAndComesBack(Goldens.Model model) {
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (JsonNode item : model.reference().path("tokenizer")) {
        int[] ids = tokenizer.encode(item.path("text").asString());
        assertThat(ids).as(item.toString()).isEqualTo(Goldens.ids(item.path("ids")));
        assertThat(tokenizer.decode(ids)).isEqualTo(item.path("decoded").asString());
      }
    }
  }

  @Test
  void aLongTextIsNotCut() {
    try (Tokenizer tokenizer = tiny()) {
      assertThat(tokenizer.encode("x y ".repeat(2000))).hasSizeGreaterThan(2000);
    }
  }

  @Test
  void whatAFileSaysAboutCuttingAndPaddingDoesNotCount() {
    String json =
        BpeTrainer.train(List.of(), List.of(), 256)
            .replace(
                "\"truncation\":null",
                "\"truncation\":{\"direction\":\"Right\",\"max_length\":2,\"strategy\":\"LongestFirst\",\"stride\":0}")
            .replace(
                "\"padding\":null",
                "\"padding\":{\"strategy\":{\"Fixed\":8},\"direction\":\"Right\",\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"!\"}");
    assertThat(json).contains("max_length", "Fixed");
    try (Tokenizer tokenizer = Tokenizers.fromJson(json, "test")) {
      assertThat(tokenizer.encode("abcd")).hasSize(4);
    }
  }

  @Test
  void specialTokensAreReadAndWrittenByName() {
    try (Tokenizer tokenizer = tiny()) {
      int[] ids = tokenizer.encode("<|im_start|>Niño 😊<|im_end|>");
      assertThat(ids).startsWith(1).endsWith(2);
      assertThat(tokenizer.decode(ids)).isEqualTo("<|im_start|>Niño 😊<|im_end|>");
      assertThat(tokenizer.decode(new int[] {2})).isEqualTo("<|im_end|>");
    }
  }

  @Test
  void whatIsNoCharacterBecomesTheReplacementCharacter() {
    try (Tokenizer tokenizer = tiny()) {
      assertThat(tokenizer.decode(tokenizer.encode("a\ud83d b"))).isEqualTo("a\ufffd b");
      assertThat(tokenizer.decode(tokenizer.encode("a\0b"))).isEqualTo("a\0b");
      assertThat(tokenizer.encode("")).isEmpty();
    }
  }

  @Test
  void theSizeCountsEveryId() {
    try (Tokenizer tokenizer = tiny()) {
      assertThat(tokenizer.size()).isEqualTo(259);
    }
  }

  @Test
  void digitsStandAloneInSmolLmAndTogetherInGpt2() {
    List<String> tokens = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "12");
    assertThat(encode(new BytePairs("smollm", tokens, NONE, List.of("1 2")), "12"))
        .containsExactly(1, 2);
    assertThat(encode(new BytePairs("gpt-2", tokens, NONE, List.of("1 2")), "12"))
        .containsExactly(10);
    assertThat(encode(new BytePairs("qwen2", tokens, NONE, List.of("1 2")), "12"))
        .containsExactly(1, 2);
    assertThat(encode(new BytePairs("llama-bpe", tokens, NONE, List.of("1 2")), "12"))
        .containsExactly(10);
  }

  /// What Transformers 5.23 makes of such a folder.
  @Test
  void aVocabularyMayWantASpaceBeforeEachText(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("vocab.json"),
        Json.line(
            Map.of(
                "a", 0, "b", 1, "ab", 2, "Ġ", 3, "Ġa", 4, "Ġab", 5, "<|endoftext|>", 6, "Ċ", 7)));
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\nĠ a\nĠ ab\n");
    for (String kind : List.of("GPT2Tokenizer", "Qwen2Tokenizer")) {
      config(folder, kind, false);
      assertThat(inFolder(folder, "ab a")).as(kind).containsExactly(2, 4);
      assertThat(inFolder(folder, "ab<|endoftext|>ab")).as(kind).containsExactly(2, 6, 2);
      config(folder, kind, true);
      assertThat(inFolder(folder, "ab a")).as(kind).containsExactly(5, 4);
      assertThat(inFolder(folder, " ab")).as(kind).containsExactly(5);
      assertThat(inFolder(folder, "ab<|endoftext|>ab")).as(kind).containsExactly(5, 6, 5);
    }
  }

  private static void config(Path folder, String kind, boolean spaceFirst) throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        Json.line(
            Map.of(
                "tokenizer_class", kind,
                "eos_token", "<|endoftext|>",
                "add_prefix_space", spaceFirst)));
  }

  private static int[] inFolder(Path folder, String text) {
    try (Tokenizer tokenizer = Tokenizers.inFolder(folder, "gpt2").orElseThrow()) {
      return tokenizer.encode(text);
    }
  }

  @Test
  void anUnknownWayToCutWordsIsRefusedByName() {
    BytePairs pairs = new BytePairs("viking", List.of("a"), NONE, List.of());
    assertThatThrownBy(() -> Tokenizers.of(pairs, "x.gguf"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOfSatisfying(
                        TokenizerProblem.UnknownPreTokenizer.class,
                        problem -> assertThat(problem.name()).isEqualTo("viking")));
  }

  @Test
  void aDamagedTokenizerIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    for (String text :
        List.of(
            "",
            "{",
            "{}",
            "{\"model\":{\"vocab\":{\"a\":-1}}}",
            "{\"model\":{\"vocab\":{\"a\":0}}}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Tokenizers.fromJson(file))
          .as(text)
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.facts().getFirst())
                      .isInstanceOf(TokenizerProblem.Damaged.class));
    }
    assertThatThrownBy(() -> Tokenizers.fromJson(folder.resolve("none.json")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst()).isInstanceOf(FileProblem.Missing.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(\\s*\\n)*", "(?:[a-z]+|x)+", "(a)\\1", "((a*)b){2,9}"})
  void aPatternThatMayTakeForEverIsRefused(String pattern) {
    String json =
        BpeTrainer.train(List.of(), List.of(), 256)
            .replace(
                "\"normalizer\":null",
                "\"normalizer\":"
                    + Json.line(
                        Map.of(
                            "type",
                            "Replace",
                            "pattern",
                            Map.of("Regex", pattern),
                            "content",
                            "")));
    assertThat(json).contains("Regex");
    assertThatThrownBy(() -> Tokenizers.fromJson(json, "test"))
        .hasMessageContaining("UnknownPart")
        .hasMessageContaining(pattern);
  }

  @Test
  void patternsOfRealModelsAreHarmless() {
    for (String pattern :
        List.of(
            "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}]+[\\r\\n]*|\\s+(?!\\S)",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{M}]*[\\p{Ll}\\p{M}]+(?i:'s|'t|'re)?|\\p{N}{1,3}"))
      assertThat(TokenizerCheck.mayTakeForEver(pattern)).as(pattern).isFalse();
  }

  private static int[] encode(BytePairs pairs, String text) {
    try (Tokenizer tokenizer = Tokenizers.of(pairs, "test")) {
      return tokenizer.encode(text);
    }
  }

  private static Tokenizer tiny() {
    List<String> special = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");
    return Tokenizers.fromJson(BpeTrainer.train(List.of(), special, 259), "test");
  }
}
