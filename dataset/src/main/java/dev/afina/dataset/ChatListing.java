package dev.afina.dataset;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Conversations in OpenAI's chat form, one a line: `{"messages": [{"role", "content"}, …]}`. The
/// last message is the answer to learn.
public final class ChatListing {
  private ChatListing() {}

  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Listing<Conversation> read(Path path) {
    List<DatasetProblem> findings = new ArrayList<>();
    List<Located<Conversation>> items = new ArrayList<>();
    String file = JsonLines.name(path);
    JsonLines.read(
        path,
        findings,
        (line, object) ->
            conversation(file, line, object, findings)
                .ifPresent(found -> items.add(new Located<>(found, file, line))));
    return new Listing<>(items, findings);
  }

  private static Optional<Conversation> conversation(
      String file, int line, JsonNode object, List<DatasetProblem> findings) {
    JsonNode list = object.get("messages");
    if (list == null || !list.isArray() || list.isEmpty()) {
      findings.add(new DatasetProblem.MissingField(file, line, "messages"));
      return Optional.empty();
    }
    int before = findings.size();
    List<Message> messages = new ArrayList<>();
    for (JsonNode one : list) message(file, line, one, findings).ifPresent(messages::add);
    if (findings.size() > before) return Optional.empty();
    if (messages.getLast().role() != Role.ASSISTANT)
      findings.add(new DatasetProblem.MissingAnswer(file, line));
    if (messages.stream().noneMatch(message -> message.role() == Role.USER))
      findings.add(new DatasetProblem.MissingQuestion(file, line));
    return findings.size() > before ? Optional.empty() : Optional.of(new Conversation(messages));
  }

  private static Optional<Message> message(
      String file, int line, JsonNode node, List<DatasetProblem> findings) {
    String word = JsonLines.text(node, List.of("role"));
    Optional<Role> role =
        Arrays.stream(Role.values()).filter(one -> one.word().equals(word)).findFirst();
    String content = JsonLines.text(node, List.of("content"));
    if (role.isEmpty())
      findings.add(
          word.isEmpty()
              ? new DatasetProblem.MissingField(file, line, "role")
              : new DatasetProblem.UnknownRole(file, line, word));
    else if (content.isBlank() && role.get() == Role.ASSISTANT)
      findings.add(new DatasetProblem.MissingAnswer(file, line));
    else if (content.isBlank()) findings.add(new DatasetProblem.EmptyText(file, line));
    return role.map(one -> new Message(one, content));
  }
}
