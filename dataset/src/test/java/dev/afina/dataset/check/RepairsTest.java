package dev.afina.dataset.check;

import static dev.afina.dataset.check.Looks.chat;
import static dev.afina.dataset.check.Looks.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairsTest {

  @Test
  void severalFaultsOfOneLineAreMendedTogether() {
    Conversation bad =
        Conversation.of(
            Message.user("Hola</s>"),
            Message.user("¿Abren hoy?"),
            Message.assistant("Sí."),
            Message.user("Gracias"));
    Repairs repairs = new Repairs(found(new Structure(true), bad), Repairs::isUsual);
    assertThat(repairs.lines()).isEqualTo(1);
    assertThat(repairs.of(1, bad)).contains(chat("Hola\n¿Abren hoy?", "Sí."));
  }

  @Test
  void whatIsMendedIsNotFoundAgain() {
    Conversation bad =
        Conversation.of(Message.user("a"), Message.user("b"), Message.assistant("<s>c"));
    Repairs repairs = new Repairs(found(new Structure(true), bad), Repairs::isUsual);
    assertThat(found(new Structure(true), repairs.of(1, bad).orElseThrow())).isEmpty();
  }

  @Test
  void aRepeatedConversationIsLeftOut() {
    Conversation one = chat("¿Abren hoy?", "Sí.");
    Repairs repairs = new Repairs(found(new Repeats(true), one, one), Repairs::isUsual);
    assertThat(repairs.of(1, one)).contains(one);
    assertThat(repairs.of(2, one)).isEmpty();
  }

  @Test
  void aDiffShowsOnlyWhatChanges() {
    assertThat(Diff.of(chat("a", "b", "c", "d"), chat("a", "B", "c", "d")))
        .isEqualTo(List.of("- assistant: b", "+ assistant: B"));
    assertThat(Diff.of(chat("a", "b", "c"), chat("a", "b"))).isEqualTo(List.of("- user: c"));
  }
}
