package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BpeTrainerTest {

  private static final List<String> TEXTS =
      List.of("hug pug hugs", "quiero devolver", "quiero comprar, quiero pagar");

  @Test
  void theMostFrequentPairIsMergedFirst() {
    // The worked example of Hugging Face's course: u+g 20 times, then u+n 16, then h+ug 15.
    List<String> words = new ArrayList<>();
    words.addAll(Collections.nCopies(10, "hug"));
    words.addAll(Collections.nCopies(5, "pug"));
    words.addAll(Collections.nCopies(12, "pun"));
    words.addAll(Collections.nCopies(4, "bun"));
    words.addAll(Collections.nCopies(5, "hugs"));
    assertThat(merges(BpeTrainer.train(words, List.of(), 259)))
        .containsExactly("u g", "u n", "h ug");
  }

  @Test
  void learningEndsWhenNoPairOccursTwice() {
    assertThat(merges(BpeTrainer.train(List.of("abab"), List.of(), 1000))).containsExactly("a b");
  }

  @Test
  void theOrderOfTheTextsDoesNotMatter() {
    String once = BpeTrainer.train(TEXTS, List.of("<s>"), 300);
    assertThat(BpeTrainer.train(TEXTS.reversed(), List.of("<s>"), 300)).isEqualTo(once);
  }

  @Test
  void anyTextComesBackAndKnownWordsAreShort() {
    String json = BpeTrainer.train(TEXTS, List.of("<s>"), 300);
    try (Tokenizer tokenizer = Tokenizers.fromJson(json, "test")) {
      String text = "quiero ñandú 你好 😊\n\t  \0 <s> 12";
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
      assertThat(tokenizer.encode("quiero")).hasSizeLessThan("quiero".length());
      assertThat(tokenizer.encode("<s>")).containsExactly(0);
    }
  }

  private static List<String> merges(String json) {
    return Json.tree(json)
        .path("model")
        .path("merges")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}
