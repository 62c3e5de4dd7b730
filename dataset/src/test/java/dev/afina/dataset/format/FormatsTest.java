package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.core.ToolCall;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {

  @Test
  void aBadLineCostsOneLine() {
    List<Reading> readings =
        Samples.read(
            "c.jsonl",
            """
            {"messages": [{"role": "user", "content": "¿Abren?"}, {"role": "assistant", "content": "Sí."}]}
            {"messages": [{"role": "user", "content": "x"},
            {"messages": [{"role": "boss", "content": "x"}]}

            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]}
            {"messages": [{"role": "assistant", "content": "x", "weight": 2}]}
            {"other": 1}
            {"messages": [{"role": "user", "content": "EspaÃ±a"}, {"role": "assistant", "content": "a\\ud83d"}]}
            """);

    assertThat(Samples.conversations(readings))
        .containsExactly(
            Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí.")),
            Conversation.of(Message.user("España"), Message.assistant("a\ufffd")));
    assertThat(Samples.told(readings).getFirst()).isInstanceOf(DatasetProblem.BrokenJson.class);
    assertThat(Samples.told(readings).subList(1, 7))
        .containsExactly(
            new DatasetProblem.UnknownRole("c.jsonl", 3, "boss"),
            new DatasetProblem.NotText("c.jsonl", 5, "image_url"),
            new DatasetProblem.NotWeight("c.jsonl", 6, "2"),
            new DatasetProblem.MissingField("c.jsonl", 7, "messages"),
            new DatasetProblem.Mojibake("c.jsonl", 8, "EspaÃ±a", "España"),
            new DatasetProblem.Cleaned("c.jsonl", 8));
  }

  @Test
  void marksAndCorrectionsWrittenByHandAreUnderstood() {
    List<Conversation> read =
        Samples.conversations(
            Samples.read(
                "c.jsonl",
                """
                {"messages": [{"role": "user", "content": "¿Precio?"}, {"role": "assistant", "content": "Ni idea.", "rating": 1, "comment": "mal", "correction": "14 €."}], "rating": "★★", "group": "ana"}
                """));

    Conversation one = read.getFirst();
    assertThat(one.answer()).isEqualTo("14 €.");
    assertThat(one.messages().getLast().feedback())
        .isEqualTo(new Feedback(List.of(new Rating(1, "mal", null, null)), "Ni idea."));
    assertThat(one.ratings()).containsExactly(Rating.of(2));
    assertThat(one.about().group()).isEqualTo("ana");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dpo|{\"input\": {\"messages\": [{\"role\": \"user\", \"content\": \"q\"}]}, \"preferred_output\": [{\"role\": \"assistant\", \"content\": \"a\"}], \"non_preferred_output\": [{\"role\": \"assistant\", \"content\": \"b\"}]}",
        "dpo|{\"prompt\": \"q\", \"chosen\": \"a\", \"rejected\": \"b\"}",
        "dpo|{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}], \"chosen\": {\"from\": \"gpt\", \"value\": \"a\"}, \"rejected\": {\"from\": \"gpt\", \"value\": \"b\"}}",
        "sharegpt|[{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}, {\"from\": \"gpt\", \"value\": \"a\"}]}]",
        "alpaca|[{\"instruction\": \"q\", \"input\": \"\", \"output\": \"a\"}]",
        "labels|{\"text\": \"q\", \"label\": \"a\"}",
        "labels|[{\"texto\": \"q\", \"intención\": \"a\"}]",
        "prompts|{\"prompt\": \"q\", \"completion\": \"a\"}",
        "intents|{\"a\": [\"q\"]}",
        "intents|{\"intents\": [{\"tag\": \"a\", \"patterns\": [\"q\"]}]}",
        "afina|{\"messages\": [{\"role\": \"user\", \"content\": \"q\"}, {\"role\": \"assistant\", \"content\": \"a\"}]}",
        "csv|pregunta;respuesta;x\\nq;a;1"
      })
  void aFileShowsWhichFormatItHas(String word, String text) {
    Source source = Samples.source("file", text.replace("\\n", "\n") + "\n");

    assertThat(Formats.of(source, ImportOptions.NONE).word()).isEqualTo(word);
    List<Reading> readings = Samples.read(source, ImportOptions.NONE);
    assertThat(Samples.told(readings)).isEmpty();
    Conversation one = Samples.conversations(readings).getFirst();
    assertThat(one.question()).containsExactly(Message.user("q"));
    assertThat(one.answer()).isEqualTo("a");
    if (word.equals("dpo"))
      assertThat(one.messages().getLast().feedback().rejected()).isEqualTo("b");
  }

  @Test
  void whatLooksLikeNothingIsRefusedWithTheFormatsThereAre() {
    assertThatThrownBy(() -> Samples.read("notes", "hola\n"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(new DatasetProblem.UnknownFormat("notes", Formats.words())));
  }

  static List<ConversationFormat.Writable> writable() {
    return Formats.all(ImportOptions.NONE).stream()
        .filter(ConversationFormat.Writable.class::isInstance)
        .map(ConversationFormat.Writable.class::cast)
        .toList();
  }

  /// Everything a conversation can have, as far as formats differ in it.
  private static final Conversation PLAIN =
      Conversation.of(Message.user("¿Abren hoy?"), Message.assistant("Sí, \"hasta\"\nlas 22."));

  private static final Conversation LONG =
      Conversation.of(
          Message.system("Sé amable."),
          Message.user("uno"),
          Message.assistant("=1+1"),
          Message.user("dos"),
          Message.assistant("2")
              .withFeedback(new Feedback(List.of(new Rating(2, "seco", "ana", null)), "dos")));

  @ParameterizedTest
  @MethodSource("writable")
  void whatAFormatCarriesComesBackFromIt(ConversationFormat.Writable format) {
    for (Conversation one : List.of(PLAIN, LONG)) {
      byte[] bytes = Samples.written(format, List.of(one));
      boolean pairs = format instanceof PairFormat;
      Set<Part> lost = EnumSet.copyOf(Part.in(one));
      lost.removeAll(format.carries());
      if (pairs && !Part.in(one).contains(Part.REJECTED)) {
        assertThat(bytes).isEmpty();
        continue;
      }
      if (lost.contains(Part.TURNS)) continue;
      List<Conversation> back;
      try (var readings = format.read(Source.of("back", bytes))) {
        back = Samples.conversations(readings.toList());
      }
      assertThat(back).as(format.word()).hasSize(1);
      Conversation only = back.getFirst();
      assertThat(only.messages().stream().map(Message::content))
          .containsExactlyElementsOf(one.messages().stream().map(Message::content).toList());
      assertThat(only.messages().stream().map(Message::role))
          .containsExactlyElementsOf(one.messages().stream().map(Message::role).toList());
      assertThat(Part.in(only.withAbout(About.NOTHING)))
          .as(format.word())
          .containsExactlyInAnyOrderElementsOf(
              Part.in(one).stream().filter(format.carries()::contains).toList());
    }
  }

  @Test
  void toolsSurviveOpenAiAndShareGpt() {
    String line =
        """
        {"messages":[{"role":"user","content":"¿tiempo?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":"{\\"a\\":1}"}}]},{"role":"tool","content":"sol","tool_call_id":"c"},{"role":"assistant","content":"Sol.","weight":1}],"tools":[{"type":"function","function":{"name":"t"}}],"parallel_tool_calls":false}
        """;
    Conversation one = Samples.conversations(Samples.read("t.jsonl", line)).getFirst();

    assertThat(one.messages().get(1).toolUse().calls())
        .containsExactly(new ToolCall("c", "t", "{\"a\":1}"));
    assertThat(one.messages().get(2).role()).isEqualTo(Role.TOOL);
    for (String word : List.of("openai", "sharegpt")) {
      ConversationFormat format = Formats.named(word, ImportOptions.NONE).orElseThrow();
      byte[] bytes = Samples.written(format, List.of(one));
      try (var readings = format.read(Source.of("back", bytes))) {
        Conversation back = Samples.conversations(readings.toList()).getFirst();
        assertThat(back.messages().get(1).toolUse().calls().getFirst().arguments())
            .isEqualTo("{\"a\":1}");
        assertThat(back.tools().definitions()).isEqualTo(one.tools().definitions());
      }
    }
  }
}
