package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// A file of each business export, made by hand from its documentation.
class ExportsOfBusinessTest {

  private static final String ANDROID =
      """
      12/3/24, 10:14 - Los mensajes y las llamadas están cifrados de extremo a extremo.
      12/3/24, 10:15 - Ana: Hola, ¿tienen la talla 38?
      12/3/24, 10:15 - Ana: En rojo
      12/3/24, 10:17 - Botas Luna: Sí, quedan dos.
      ¿Se la guardo?
      12/3/24, 10:18 - Ana: <Multimedia omitido>
      13/3/24, 18:00 - Ana: Gracias
      13/3/24, 18:01 - Botas Luna: A usted. <Se editó este mensaje.>
      """;

  private static final String IPHONE =
      """
      \u200e[3/12/24, 10:15:01 PM] Botas Luna: \u200eMessages and calls are end-to-end encrypted.
      [3/12/24, 10:15:02 PM] Ana: Do you have size 38?
      [3/13/24, 12:05:00 AM] Botas Luna: Yes: two left.
      \u200e[3/13/24, 12:06:00 AM] Ana: \u200eimage omitted
      """;

  @Test
  void aWhatsAppChatOfAndroidBecomesConversations() {
    List<Reading> readings = Samples.read(Samples.source("chat.txt", ANDROID), assistant());

    List<Conversation> conversations = Samples.conversations(readings);
    assertThat(conversations.stream().map(Conversation::messages))
        .containsExactly(
            List.of(
                Message.user("Hola, ¿tienen la talla 38?\nEn rojo"),
                Message.assistant("Sí, quedan dos.\n¿Se la guardo?")),
            List.of(Message.user("Gracias"), Message.assistant("A usted.")));
    assertThat(conversations.getFirst().about().time())
        .isEqualTo(Instant.parse("2024-03-12T10:15:00Z"));
    assertThat(conversations.getFirst().about().group()).isEqualTo("Ana");
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.LeftOut("chat.txt", 1, 2, "system lines and media"));
  }

  @Test
  void theOneOfAnIPhoneHasMonthsFirstAndTwelveHours() {
    List<Conversation> conversations =
        Samples.conversations(Samples.read(Samples.source("_chat.txt", IPHONE), assistant()));

    assertThat(conversations.getFirst().messages())
        .contains(Message.user("Do you have size 38?"), Message.assistant("Yes: two left."));
    assertThat(conversations.getFirst().about().time())
        .isEqualTo(Instant.parse("2024-03-12T22:15:01Z"));
  }

  @Test
  void aChatInItsZipIsReadAndNobodyGuessesWhoAnswers() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("IMG-1.jpg"));
      zip.putNextEntry(new ZipEntry("_chat.txt"));
      zip.write(ANDROID.getBytes(StandardCharsets.UTF_8));
    }
    Source source = Source.of("WhatsApp.zip", bytes.toByteArray());

    assertThat(Samples.conversations(Samples.read(source, assistant()))).hasSize(2);
    assertThatThrownBy(() -> Samples.read(source, ImportOptions.NONE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(
                        new DatasetProblem.WhoAnswers(
                            "WhatsApp.zip", List.of("Ana", "Botas Luna"))));
  }

  private static ImportOptions assistant() {
    return new ImportOptions(
        Scale.STARS, "Botas Luna", Map.of(), ImportOptions.TableChoice.FOUND, null);
  }

  @Test
  void zendeskTicketsComeWithoutInternalNotes() {
    List<Reading> readings =
        Samples.read(
            "tickets.json",
            """
            {"tickets": [
              {"id": 35436, "requester_id": 20978, "created_at": "2026-07-20T22:55:29Z", "tags": ["envío"],
               "satisfaction_rating": {"score": "good", "comment": "¡Gracias!"},
               "comments": [
                 {"author_id": 20978, "public": true, "plain_body": "¿Dónde está mi pedido?"},
                 {"author_id": 377922, "public": false, "plain_body": "Preguntar a logística"},
                 {"author_id": 377922, "public": true, "html_body": "<p>Sale hoy.<br>Un saludo &amp; gracias</p>"}]},
              {"id": 35437, "requester_id": 5, "satisfaction_rating": {"score": "offered"},
               "comments": [{"author_id": 5, "public": true, "body": "Hola"}]}
            ], "count": 2, "end_of_stream": true}
            """);

    Conversation first = Samples.conversations(readings).getFirst();
    assertThat(first.messages())
        .containsExactly(
            Message.user("¿Dónde está mi pedido?"),
            Message.assistant("Sale hoy.\nUn saludo & gracias"));
    assertThat(first.ratings()).containsExactly(new Rating(5, "¡Gracias!", "20978", null));
    assertThat(first.about().tags()).containsExactly("envío");
    assertThat(Samples.conversations(readings).get(1).ratings()).isEmpty();
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.LeftOut("tickets.json", 2, 1, "internal notes"));
  }

  @Test
  void intercomConversationsBeginInTheirSource() {
    List<Reading> readings =
        Samples.read(
            "intercom.jsonl",
            """
            {"type": "conversation", "id": "147", "created_at": 1734537460, "source": {"type": "conversation", "body": "<p>¿Abren el sábado?</p>", "author": {"type": "user", "id": "6762f2"}}, "contacts": {"contacts": [{"id": "6762f2"}]}, "tags": {"tags": [{"name": "horario"}]}, "conversation_rating": {"rating": 2, "remark": "lento", "created_at": 1734537900, "contact": {"id": "6762f2"}}, "conversation_parts": {"conversation_parts": [{"part_type": "assignment", "body": null, "author": {"type": "bot"}}, {"part_type": "note", "body": "<p>interno</p>", "author": {"type": "admin"}}, {"part_type": "comment", "body": "<p>Sí, de 10 a 14.</p>", "author": {"type": "admin"}}]}}
            """);

    Conversation one = Samples.conversations(readings).getFirst();
    assertThat(one.messages())
        .containsExactly(Message.user("¿Abren el sábado?"), Message.assistant("Sí, de 10 a 14."));
    assertThat(one.ratings())
        .containsExactly(new Rating(2, "lento", "6762f2", Instant.ofEpochSecond(1734537900)));
    assertThat(one.about().group()).isEqualTo("6762f2");
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.LeftOut("intercom.jsonl", 1, 1, "notes"));
  }

  @Test
  void xmlIsReadAndNothingOutsideOfIt() {
    List<Reading> readings =
        Samples.read(
            "chats.xml",
            """
            <?xml version="1.0"?>
            <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
            <conversations>
              <conversation id="c1" rating="5">
                <message role="user">¿Abren?</message>
                <message><author>agent</author><text>Sí &amp; hasta las 22.</text></message>
              </conversation>
              <conversation><other/></conversation>
            </conversations>
            """);

    assertThat(Samples.conversations(readings).getFirst().messages())
        .containsExactly(Message.user("¿Abren?"), Message.assistant("Sí & hasta las 22."));
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.MissingField("chats.xml", 8, "message"));

    List<Reading> attack =
        Samples.read(
            "xxe.xml",
            """
            <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
            <conversation><message role="user">&f;</message></conversation>
            """);
    assertThat(attack.toString()).doesNotContain("root:");
  }
}
