package dev.afina.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

  @Test
  void aPlainConversationIsWrittenAsOpenAiWritesIt() {
    String line =
        """
        {"messages":[{"role":"user","content":"¿Abren?"},{"role":"assistant","content":"Sí."}]}\
        """;

    assertThat(Json.line(Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí."))))
        .isEqualTo(line);
    assertThat(Json.parse(line, Conversation.class))
        .isEqualTo(Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí.")));
  }

  @Test
  void whatIsKnownAboutAConversationLiesBesideItsMessages() {
    Conversation conversation =
        new Conversation(
            List.of(
                Message.user("¿Qué tiempo hace?"),
                new Message(
                    Role.ASSISTANT,
                    "",
                    null,
                    0,
                    new ToolUse(List.of(new ToolCall("c1", "tiempo", "{\"a\":1}")), null),
                    Feedback.NONE),
                new Message(
                    Role.TOOL, "sol", "tiempo", null, new ToolUse(List.of(), "c1"), Feedback.NONE),
                Message.assistant("Sol.")
                    .withFeedback(
                        new Feedback(
                            List.of(new Rating(2, "seco", "ana", Instant.EPOCH)), "Ni idea."))),
            new Tools(List.of(Json.tree("{\"type\":\"function\"}")), true),
            List.of(Rating.of(5)),
            new About(
                "42",
                "cliente 7",
                Instant.EPOCH,
                List.of("web"),
                new Provenance.Imported("chats.xlsx", 3)));

    String line = Json.line(conversation);

    assertThat(line)
        .isEqualTo(
            """
            {"messages":[{"role":"user","content":"¿Qué tiempo hace?"},\
            {"role":"assistant","content":"","weight":0,"tool_calls":[{"id":"c1",\
            "type":"function","function":{"name":"tiempo","arguments":"{\\"a\\":1}"}}]},\
            {"role":"tool","content":"sol","name":"tiempo","tool_call_id":"c1"},\
            {"role":"assistant","content":"Sol.","ratings":[{"stars":2,"comment":"seco",\
            "by":"ana","time":"1970-01-01T00:00:00Z"}],"rejected":"Ni idea."}],\
            "tools":[{"type":"function"}],"parallel_tool_calls":true,"ratings":[{"stars":5}],\
            "id":"42","group":"cliente 7","time":"1970-01-01T00:00:00Z","tags":["web"],\
            "provenance":{"how":"Imported","source":"chats.xlsx","line":3}}\
            """);
    assertThat(Json.parse(line, Conversation.class)).isEqualTo(conversation);
  }

  @Test
  void anAnswerThatReplacesAnotherOneMakesAPair() {
    Conversation conversation =
        Conversation.of(
            Message.user("¿Precio?"),
            Message.assistant("14 €.").withFeedback(new Feedback(List.of(), "Búsquelo.")),
            Message.user("Gracias."));

    Pair pair = Pair.in(conversation).getFirst();

    assertThat(pair.input()).isEqualTo(Conversation.of(Message.user("¿Precio?")));
    assertThat(pair.preferred()).isEqualTo(Message.assistant("14 €."));
    assertThat(pair.rejected()).isEqualTo(Message.assistant("Búsquelo."));
    assertThat(Pair.in(pair.conversation())).containsExactly(pair);
  }
}
