package dev.afina.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import org.junit.jupiter.api.Test;

/// A token is a word here.
class ShorteningTest {
  private static final Conversation LONG =
      Conversation.of(
          Message.system("be kind"),
          Message.user("one two three"),
          Message.assistant("first"),
          Message.user("four five six"),
          Message.assistant("second"));

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(Shortening.toFit(LONG, 10, ShorteningTest::words)).containsSame(LONG);
  }

  @Test
  void theOldestTurnGoesFirstAndTheSystemPromptStays() {
    assertThat(Shortening.toFit(LONG, 9, ShorteningTest::words))
        .contains(
            Conversation.of(
                Message.system("be kind"),
                Message.user("four five six"),
                Message.assistant("second")));
  }

  @Test
  void theLastQuestionLosesItsBeginningOnlyWhenNoTurnIsLeftToGo() {
    assertThat(Shortening.toFit(LONG, 4, ShorteningTest::words))
        .contains(
            Conversation.of(
                Message.system("be kind"), Message.user("six"), Message.assistant("second")));
  }

  @Test
  void anAnswerIsNeverCut() {
    assertThat(Shortening.toFit(LONG, 3, ShorteningTest::words)).isEmpty();
  }

  @Test
  void aConversationWithoutAnAnswerCannotBeShortened() {
    assertThat(
            Shortening.toFit(
                Conversation.of(Message.user("one two three")), 2, ShorteningTest::words))
        .isEmpty();
  }

  private static int words(Conversation conversation) {
    return conversation.messages().stream().mapToInt(m -> m.content().split(" ").length).sum();
  }
}
