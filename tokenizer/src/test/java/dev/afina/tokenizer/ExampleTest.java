package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleTest {

  private static final List<String> SPECIAL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

  private final Tokenizer tokenizer =
      Tokenizers.fromJson(BpeTrainer.train(List.of("hola hola adiós adiós"), SPECIAL, 270), "test");
  private final ChatTemplate chatMl = new ChatMl("");

  @Test
  void everyAnswerIsLearnedWithItsEndOfTurnAndNothingElse() {
    Conversation conversation =
        Conversation.of(
            Message.system("Sé breve."),
            Message.user("Hola"),
            Message.assistant("Buenas"),
            Message.user("¿Abren hoy?"),
            Message.assistant("Sí"));
    Example example = Example.of(conversation, tokenizer, chatMl);
    assertThat(text(example, true)).isEqualTo("Buenas<|im_end|>Sí<|im_end|>");
    assertThat(tokenizer.decode(example.ids()) + "\n")
        .isEqualTo(chatMl.render(conversation.messages(), false));
  }

  @Test
  void anAnswerHasTheSameTokensWhateverItBeginsWith() {
    Conversation conversation = Conversation.of(Message.user("a"), Message.assistant("\n hola"));
    Example example = Example.of(conversation, tokenizer, chatMl);
    int[] answer = tokenizer.encode("\n hola<|im_end|>");
    assertThat(example.learnedTokens()).isEqualTo(answer.length);
    assertThat(example.ids()).endsWith(answer);
  }

  @Test
  void aConversationWithoutAnAnswerTeachesNothing() {
    Example example = Example.of(Conversation.of(Message.user("Hola")), tokenizer, chatMl);
    assertThat(example.ids()).isEmpty();
  }

  @Test
  void aTemplateThatRewritesEarlierTurnsIsRefused() {
    ChatTemplate forgetful =
        new ChatTemplate() {
          @Override
          public String render(List<Message> messages, boolean open) {
            return messages.size() + chatMl.render(messages, open);
          }

          @Override
          public String endOfTurn() {
            return chatMl.endOfTurn();
          }
        };
    Conversation twice =
        Conversation.of(
            Message.user("a"), Message.assistant("b"), Message.user("c"), Message.assistant("d"));
    assertThatThrownBy(() -> Example.of(twice, tokenizer, forgetful))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(new TokenizerProblem.TemplateRewrites(4)));
  }

  private String text(Example example, boolean learned) {
    return tokenizer.decode(
        IntStream.range(0, example.ids().length)
            .filter(i -> example.learned()[i] == learned)
            .map(i -> example.ids()[i])
            .toArray());
  }
}
