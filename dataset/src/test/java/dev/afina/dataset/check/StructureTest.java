package dev.afina.dataset.check;

import static dev.afina.dataset.check.Looks.chat;
import static dev.afina.dataset.check.Looks.found;
import static dev.afina.dataset.check.Looks.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {
  private static final Structure TEXTS = new Structure(true);

  @Test
  void aGoodConversationHasNoFinding() {
    assertThat(
            rules(
                TEXTS,
                chat("¿Cuál es el plazo?", "Tiene 30 días para devolverlo."),
                Conversation.of(
                    Message.system("Ayuda."), Message.user("Hola"), Message.assistant("¡Hola!"))))
        .isEmpty();
  }

  @Test
  void whatIsEmptyIsTold() {
    assertThat(rules(TEXTS, chat("¿Hola?", " "), chat(" ", "¡Hola!")))
        .containsExactly("1 empty_answer", "2 empty_message");
  }

  @Test
  void anAnswerThatIsNotLearnedMayBeEmpty() {
    Conversation silent =
        Conversation.of(
            Message.user("a"),
            Message.assistant("").withWeight(0),
            Message.user("b"),
            Message.assistant("Sí."));
    assertThat(rules(TEXTS, silent)).containsExactly("1 empty_message");
  }

  @Test
  void withoutAnAnswerThereIsNothingToLearn() {
    assertThat(rules(TEXTS, chat("¿Hola?"))).containsExactly("1 nothing_learned");
    assertThat(found(TEXTS, chat("a", "b", "c")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("no_answer_last");
          assertThat(Looks.better(finding)).isEqualTo(chat("a", "b"));
        });
  }

  @Test
  void turnsThatNobodyExpects() {
    Conversation late =
        Conversation.of(Message.user("a"), Message.system("s"), Message.assistant("b"));
    Conversation first =
        Conversation.of(Message.assistant("Hola"), Message.user("a"), Message.assistant("b"));
    assertThat(rules(TEXTS, late, first)).containsExactly("1 role_order", "2 role_order");
  }

  @Test
  void whatOneSideSaysTwiceIsJoined() {
    Conversation twice =
        Conversation.of(
            Message.user("Hola"), Message.user("¿Abren hoy?"), Message.assistant("Sí."));
    assertThat(found(TEXTS, twice))
        .singleElement()
        .extracting(Looks::better)
        .isEqualTo(chat("Hola\n¿Abren hoy?", "Sí."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Puede devolverlo en la tienda o por",
        "Le enviamos un correo con",
        "El precio es,",
        "Los pasos son: ```sql select",
        "Tiene treinta días. Después no podemos cambiarlo porque la tienda ya habrá devuelto todo al",
        "Sí. Puede pasar por la tienda de lunes a viernes cuando quiera con su ticket de compr"
      })
  void anAnswerThatBreaksOff(String answer) {
    assertThat(rules(TEXTS, chat("¿Qué hago?", answer))).containsExactly("1 cut_answer");
    assertThat(rules(new Structure(false), chat("¿Qué hago?", answer))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sí",
        "Tiene 30 días para devolverlo",
        "devolver",
        "¡Claro que sí! 😀",
        "Llame al 900 123 456",
        "Use `git pull` y `git push`.",
        "Un saludo,\nEl equipo de tienda"
      })
  void anAnswerThatIsWhole(String answer) {
    assertThat(rules(TEXTS, chat("¿Qué hago?", answer))).isEmpty();
  }

  @Test
  void marksOfModelsAreTakenOut() {
    assertThat(found(TEXTS, chat("hola<|im_end|>", "¡Hola!")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).contains("invalid_file_format");
          assertThat(Looks.better(finding)).isEqualTo(chat("hola", "¡Hola!"));
        });
  }
}
