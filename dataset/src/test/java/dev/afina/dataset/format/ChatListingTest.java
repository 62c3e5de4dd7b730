package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatListingTest {
  @TempDir Path folder;

  @Test
  void eachBadConversationIsNamedAndTheOthersAreRead() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.jsonl"),
            """
            {"messages": [{"role": "user", "content": "¿Abren?"}, {"role": "assistant", "content": "Sí."}]}
            {"messages": [{"role": "user", "content": "¿Abren?"}]}
            {"messages": [{"role": "bot", "content": "Sí."}]}
            {"messages": [{"role": "user", "content": " "}, {"role": "assistant", "content": ""}]}
            {"messages": [{"role": "assistant", "content": "Sí."}]}
            {"prompt": "a"}
            not json
            """);

    Listing<Conversation> reading = ChatListing.read(file);

    assertThat(reading.values().stream().map(one -> new Conversation(one.messages())))
        .containsExactly(Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí.")));
    assertThat(reading.findings().subList(0, 6))
        .containsExactly(
            new DatasetProblem.MissingAnswer("c.jsonl", 2),
            new DatasetProblem.UnknownRole("c.jsonl", 3, "bot"),
            new DatasetProblem.EmptyText("c.jsonl", 4),
            new DatasetProblem.MissingAnswer("c.jsonl", 4),
            new DatasetProblem.MissingQuestion("c.jsonl", 5),
            new DatasetProblem.MissingField("c.jsonl", 6, "messages"));
    assertThat(reading.findings().get(6)).isInstanceOf(DatasetProblem.BrokenJson.class);
  }
}
