package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.tokenizer.jinja.TemplateProblem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChatTemplateTest {

  private static final String GEMMA_2 =
      "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
          + "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate') }}{% endif %}"
          + "{{ '<start_of_turn>' + message['role'] + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}";

  static List<Goldens.Model> models() throws IOException {
    return Goldens.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aConversationIsWrittenTokenisedAndMarkedAsTransformersDoesIt(Goldens.Model model)
      throws IOException {
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (JsonNode item : model.reference().path("conversations"))
        check(Json.convert(item, Conversation.class), item, tokenizer, model.template());
    }
  }

  /// Most templates do not mark what the assistant says; what they write must tell it as well.
  @ParameterizedTest
  @MethodSource("models")
  void withoutItsMarksTheSameTokensAreLearned(Goldens.Model model) throws IOException {
    ChatTemplate marked = model.template();
    ChatTemplate unmarked = model.unmarkedTemplate();
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (JsonNode item : model.reference().path("conversations")) {
        Conversation conversation = Json.convert(item, Conversation.class);
        Example expected = Example.of(conversation, tokenizer, marked);
        Example found = Example.of(conversation, tokenizer, unmarked);
        int length = found.ids().length;
        assertThat(found.ids()).isEqualTo(Arrays.copyOf(expected.ids(), length));
        // Gemma's template marks the line end behind the end of turn, too; nothing else may differ.
        for (int i = 0; i < expected.ids().length; i++)
          if (i >= length || found.learned()[i] != expected.learned()[i])
            assertThat(tokenizer.decode(new int[] {expected.ids()[i]})).isEqualTo("\n");
      }
    }
  }

  private static void check(
      Conversation conversation, JsonNode item, Tokenizer tokenizer, ChatTemplate template) {
    assertThat(template.render(conversation.messages(), false))
        .isEqualTo(item.path("text").asString());
    assertThat(template.render(conversation.question(), true))
        .isEqualTo(item.path("prompt_text").asString());
    ChatTokenizer chats = new ChatTokenizer(tokenizer, template);
    Example example = chats.example(conversation, 0);
    int[] ids = Goldens.ids(item.path("input_ids"));
    int[] learned = Goldens.ids(item.path("learned"));
    int length = example.ids().length;
    // An example ends with the last learned token; what Transformers writes after it teaches
    // nothing.
    assertThat(example.ids()).isEqualTo(Arrays.copyOf(ids, length));
    assertThat(IntStream.range(0, length).map(i -> example.learned()[i] ? 1 : 0).toArray())
        .isEqualTo(Arrays.copyOf(learned, length));
    assertThat(example.learnedTokens()).isEqualTo(IntStream.of(learned).sum());
    int[] prompt = chats.prompt(conversation.question());
    int[] answer = chats.answer(conversation.question(), conversation.answer());
    assertThat(IntStream.concat(IntStream.of(prompt), IntStream.of(answer)).toArray())
        .as("what is asked and scored is what is learned")
        .isEqualTo(example.ids());
  }

  @Test
  void aModelWithoutATemplateIsWrittenPlainly() {
    ChatTemplate plain = ChatTemplate.plain("gpt2", Map.of("eos_token", "<|endoftext|>"));
    List<Message> messages =
        List.of(Message.system("S"), Message.user("Hola"), Message.assistant("Buenas"));
    assertThat(plain.render(messages, false))
        .isEqualTo("S\nUsuario: Hola\nAsistente: Buenas<|endoftext|>\n");
    assertThat(plain.render(messages.subList(0, 2), true))
        .isEqualTo("S\nUsuario: Hola\nAsistente:");
    assertThatThrownBy(() -> ChatTemplate.plain("gpt2", Map.of()))
        .hasMessageContaining("NoTemplate");
  }

  @Test
  void aFamilyWithoutASystemRoleIsToldItByTheUser() {
    ChatTemplate gemma = ChatTemplate.of(GEMMA_2, "test", Map.of("bos_token", "<bos>"));
    assertThat(gemma.render(List.of(Message.system("S"), Message.user("Hola")), false))
        .isEqualTo("<bos><start_of_turn>user\nS\n\nHola<end_of_turn>\n");
  }

  @Test
  void aRejectedConversationIsRefusedInTheTemplatesOwnWords() {
    ChatTemplate gemma = ChatTemplate.of(GEMMA_2, "test", Map.of());
    assertThatThrownBy(() -> gemma.render(List.of(Message.user("a"), Message.user("b")), false))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(
                        new TemplateProblem.Rejects("test", "Conversation roles must alternate")));
    assertThatThrownBy(() -> gemma.render(List.of(Message.system("S")), false))
        .hasMessageContaining("System role not supported");
  }

  @Test
  void whatIsNoJinjaIsRefusedWithLineAndRule() {
    assertThatThrownBy(() -> ChatTemplate.of("a\n{% for m in messages %}\n", "test", Map.of()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(
                        new TemplateProblem.Syntax("test", 2, "{% else | endfor %}", "end")));
  }
}
