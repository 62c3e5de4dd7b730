package dev.afina.dataset.check;

import static dev.afina.dataset.check.Looks.chat;
import static dev.afina.dataset.check.Looks.found;
import static dev.afina.dataset.check.Looks.look;
import static dev.afina.dataset.check.Looks.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.dataset.Severity;
import dev.afina.dataset.measure.Languages;
import dev.afina.dataset.personal.PersonalData;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentTest {

  @Test
  void personalDataIsFoundAndReplacedThroughoutAConversation() {
    Conversation said =
        chat(
            "Soy Ana Pérez, mi DNI es 12345678Z", "Gracias. ¿El 12345678Z es correcto, Ana Pérez?");
    assertThat(found(Content.personal(new PersonalData("ES"), Severity.ERROR), said))
        .singleElement()
        .extracting(Looks::better)
        .isEqualTo(
            chat(
                "Soy [PERSONA_1], mi DNI es [DNI_1]",
                "Gracias. ¿El [DNI_1] es correcto, [PERSONA_1]?"));
  }

  @Test
  void anotherLanguageIsFound() {
    EachCheck spanish = Content.language(new Languages(Set.of("es")), "es");
    assertThat(
            rules(
                spanish,
                chat("¿Cuándo llega mi pedido?", "Llega el martes por la mañana."),
                chat("When does my parcel arrive?", "It arrives on Tuesday morning."),
                chat("ok", "ok")))
        .containsExactly("2 other_language");
  }

  @Test
  void aCostlyLookStopsAndSaysSo() {
    EachCheck spanish = Content.language(new Languages(Set.of("es")), "es");
    Conversation english = chat("When does my parcel arrive?", "It arrives on Tuesday morning.");
    Examination examined = look(spanish, Collections.nCopies(1003, english));
    assertThat(examined.findings()).hasSize(1000);
    assertThat(examined.notes())
        .containsExactly(new Examination.Note.Stopped(Check.Look.LANGUAGE, 1000, 1003, 1.003));
  }

  @Test
  void whatSpeaksOfEarlierThingsLacksThem() {
    assertThat(
            rules(
                Content.context(),
                chat("Como le dije ayer, no funciona", "Lo siento."),
                chat("No funciona", "¿El qué?", "Como le dije, la luz", "Ya."),
                chat("As I said, it is broken", "Sorry.")))
        .containsExactly("1 missing_context", "3 missing_context");
  }

  @Test
  void twoTonesInOneAnswer() {
    assertThat(
            rules(
                Content.register(),
                chat("hola", "Te lo envío hoy, usted lo recibe mañana."),
                chat("hola tú", "Usted lo recibe mañana.")))
        .containsExactly("1 mixed_register");
  }

  @Test
  void conversationsWithoutConsent() {
    Conversation plain = chat("a", "b");
    Conversation agreed = plain.withAbout(plain.about().withTags(List.of("consent")));
    Conversation refused = plain.withAbout(plain.about().withTags(List.of("no-consent")));
    assertThat(rules(Content.consent(false), plain, agreed, refused))
        .containsExactly("3 no_consent");
    assertThat(rules(Content.consent(true), plain, agreed, refused))
        .containsExactly("1 no_consent", "3 no_consent");
  }

  @Test
  void onlyWhatCouldBeTooLongIsCounted() {
    EachCheck exact = Content.length(one -> one.answer().length(), 200);
    assertThat(found(exact, chat("a", "x".repeat(201))))
        .extracting(Finding::problem)
        .containsExactly(new QualityProblem.TooLong("a.jsonl", 1, 201, 200));
    EachCheck never =
        Content.length(
            _ -> {
              throw new AssertionError("counted");
            },
            200);
    assertThat(found(never, chat("a", "b"))).isEmpty();
  }
}
