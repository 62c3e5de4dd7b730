package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChatTemplateTest {

  private static final String SMOL =
      "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  static List<Goldens.Model> models() throws IOException {
    return Goldens.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aConversationIsWrittenTokenisedAndMarkedAsTransformersDoesItOrRefused(Goldens.Model model)
      throws IOException {
    Optional<ChatMl> template = ChatMlText.read(model.template());
    if (template.isEmpty()) {
      assertThatThrownBy(() -> ChatTemplate.of(model.template(), model.toString()))
          .isInstanceOf(Refused.class);
      return;
    }
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (JsonNode item : model.reference().path("conversations"))
        check(Json.convert(item, Conversation.class), item, tokenizer, template.get());
    }
  }

  private static void check(
      Conversation conversation, JsonNode item, Tokenizer tokenizer, ChatTemplate template) {
    assertThat(template.render(conversation.messages(), false))
        .isEqualTo(item.path("text").asString());
    assertThat(template.render(conversation.question(), true))
        .isEqualTo(item.path("prompt_text").asString());
    Example example = Example.of(conversation, tokenizer, template);
    int[] ids = Goldens.ids(item.path("input_ids"));
    int[] learned = Goldens.ids(item.path("learned"));
    int length = example.ids().length;
    // An example ends with the last learned token; what Transformers writes after it teaches
    // nothing.
    assertThat(example.ids()).isEqualTo(Arrays.copyOf(ids, length));
    assertThat(IntStream.range(0, length).map(i -> example.learned()[i] ? 1 : 0).toArray())
        .isEqualTo(Arrays.copyOf(learned, length));
    assertThat(example.learnedTokens()).isEqualTo(IntStream.of(learned).sum());
  }

  @Test
  void aDefaultSystemMessageIsTakenFromTheTemplate() {
    ChatTemplate template = ChatTemplate.of(SMOL, "test");
    assertThat(template.render(List.of(Message.user("Hi")), true))
        .isEqualTo(
            """
            <|im_start|>system
            You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>
            <|im_start|>user
            Hi<|im_end|>
            <|im_start|>assistant
            """);
    assertThat(template.render(List.of(Message.system("S"), Message.user("Hi")), false))
        .isEqualTo("<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{% for message in messages %}{{\"<|im_start|>\" ~ message.role ~ \"\\n\" ~ message.content ~ \"<|im_end|>\\n\"}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{%- for m in messages %}\n    {{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}\n{%- endfor %}\n{%- if add_generation_prompt %}\n    {{- '<|im_start|>assistant\\n' }}\n{%- endif %}\n",
        "{% for message in messages %}\n<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}\n{% if add_generation_prompt %}\n<|im_start|>assistant\n{% endif %}\n",
      })
  void chatMlIsRecognisedInEverySpelling(String text) {
    assertThat(ChatTemplate.of(text, "test").render(List.of(Message.user("a")), true))
        .isEqualTo("<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void aHugeTemplateIsRefusedToo() {
    assertThatThrownBy(() -> ChatTemplate.of(SMOL + "{% else %}".repeat(4000), "test"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("UnknownTemplate");
    assertThat(ChatMlText.read(SMOL.replace("helpful", "\\n".repeat(4000)))).isPresent();
  }

  @Test
  void anApostropheInTheDefaultSystemMessageStays() {
    String text = SMOL.replace("a helpful AI", "the shop\\'s");
    assertThat(ChatTemplate.of(text, "test").render(List.of(Message.user("a")), false))
        .contains("You are the shop's assistant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{{ bos_token }}{% for m in messages %}{{ m['content'] }}{% endfor %}",
        "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] | trim + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{{ bos_token }}{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{% for m in messages %}{{ '\\x' }}{% endfor %}",
      })
  void everyOtherTemplateIsRefused(String text) {
    assertThatThrownBy(() -> ChatTemplate.of(text, "tokenizer_config.json"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOf(TokenizerProblem.UnknownTemplate.class));
  }
}
