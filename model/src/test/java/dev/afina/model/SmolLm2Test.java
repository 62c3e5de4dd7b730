package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The real SmolLM2-135M-Instruct, read from its GGUF file, against Transformers' reading of it.
class SmolLm2Test {

  private final JsonNode reference = Goldens.reference(Goldens.folder("smollm2-135m"));
  private final Base base = Goldens.smolLm2();

  @Test
  void everyTensorIsWhatTransformersReads() {
    try (ModelFile weights = base.weights()) {
      for (Map.Entry<String, JsonNode> entry : reference.path("tensors").properties()) {
        float[] found = Reading.of(weights, entry.getKey());
        JsonNode expected = entry.getValue();
        List<Long> shape = expected.path("shape").valueStream().map(JsonNode::longValue).toList();
        assertThat(weights.shape(entry.getKey())).isEqualTo(shape);
        float[] first = new float[expected.path("first").size()];
        for (int i = 0; i < first.length; i++)
          first[i] = expected.path("first").get(i).floatValue();
        assertThat(found).startsWith(first);
        double sum = 0;
        double squares = 0;
        for (float f : found) {
          sum += f;
          squares += (double) f * f;
        }
        // The sums themselves depend on the order in which they are added up.
        double expectedSquares = expected.path("sum_of_squares").doubleValue();
        var close = within(1e-9 * expectedSquares);
        assertThat(sum).isCloseTo(expected.path("sum").doubleValue(), close);
        assertThat(squares).isCloseTo(expectedSquares, close);
      }
    }
  }

  @Test
  void aHundredMillionNumbersAreReadInASecond() {
    try (ModelFile weights = base.weights();
        Arena arena = Arena.ofConfined()) {
      var target = arena.allocate(JAVA_FLOAT, 49152 * 576);
      long start = System.nanoTime();
      for (String name : weights.names()) {
        long numbers = weights.shape(name).stream().reduce(1L, Math::multiplyExact);
        weights.read(name, target.asSlice(0, numbers * 4));
      }
      // About 0.3 s alone on a core; the limit is for a machine that does other things as well.
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
    }
  }

  @Test
  void textBecomesTheTokensOfTransformersAndComesBack() {
    try (Tokenizer tokenizer = base.tokenizer()) {
      assertThat(tokenizer.size()).isEqualTo(49152);
      for (JsonNode item : reference.path("tokenizer")) {
        int[] ids = tokenizer.encode(item.path("text").asString());
        assertThat(ids).as(item.toString()).isEqualTo(Goldens.ids(item.path("ids")));
        assertThat(tokenizer.decode(ids)).isEqualTo(item.path("decoded").asString());
      }
    }
  }

  @Test
  void aConversationIsWrittenAsTransformersDoesIt() {
    ChatTemplate template = base.template();
    try (Tokenizer tokenizer = base.tokenizer()) {
      for (JsonNode chat : reference.path("chats")) {
        Conversation conversation = Json.convert(chat, Conversation.class);
        String text = template.render(conversation.messages(), true);
        assertThat(text).isEqualTo(chat.path("text").asString());
        assertThat(tokenizer.encode(text)).isEqualTo(Goldens.ids(chat.path("ids")));
        assertThat(tokenizer.decode(Goldens.ids(chat.path("greedy"))))
            .isEqualTo(chat.path("greedy_text").asString());
      }
    }
  }

  @Test
  void itsDescriptionIsReadFromTheFile() {
    assertThat(base.licence()).isEqualTo("apache-2.0");
    assertThat(base.architecture())
        .isEqualTo(
            Architecture.llama(
                new Architecture.Size(30, 576, 49152, 8192),
                new Architecture.Heads(9, 3, 64),
                1536,
                100_000,
                (double) 1e-5f,
                Architecture.Ends.plain(true, 2)));
  }
}
