package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Intercom's conversations: the first message is in `source`, the others in `conversation_parts`,
/// all as HTML. Notes between colleagues and redacted parts are left out; `conversation_rating` has
/// one to five stars already.
public record IntercomFormat() implements ConversationFormat {

  @Override
  public String word() {
    return "intercom";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.readings(
        source,
        JsonItems.Shape.list("conversations", "data"),
        value -> Stream.of(read(source.name(), value.line(), value.node())));
  }

  private static Reading read(String file, int line, JsonNode conversation) {
    Fields fields = new Fields(file, line);
    JsonNode first = conversation.get("source");
    if (first == null)
      return new Reading.Bad(line, new DatasetProblem.MissingField(file, line, "source"));
    List<Message> messages = new ArrayList<>();
    add(messages, first);
    int left = 0;
    for (JsonNode part : conversation.path("conversation_parts").path("conversation_parts")) {
      boolean note = "note".equals(Fields.text(part, "part_type"));
      if (note || part.path("redacted").asBoolean(false)) left++;
      else add(messages, part);
    }
    if (left > 0) fields.findings.add(new DatasetProblem.LeftOut(file, line, left, "notes"));
    if (messages.isEmpty()) return new Reading.Bad(line, new DatasetProblem.EmptyText(file, line));
    return new Reading.Good(
        line,
        new Conversation(messages)
            .withRatings(ratings(conversation, fields))
            .withAbout(about(conversation, fields)),
        fields.findings);
  }

  /// Parts without a body are events: assigned, closed, tagged.
  private static void add(List<Message> messages, JsonNode part) {
    String html = Fields.text(part, "body");
    String said = html == null ? "" : HtmlText.of(html);
    String author = Fields.text(part.path("author"), "type");
    if (said.isEmpty()) return;
    boolean asks = author == null || List.of("user", "lead", "contact").contains(author);
    messages.add(asks ? Message.user(said) : Message.assistant(said));
  }

  private static List<Rating> ratings(JsonNode conversation, Fields fields) {
    JsonNode given = conversation.path("conversation_rating");
    if (!given.isObject()) return List.of();
    String remark = Fields.text(given, "remark");
    String by = Fields.text(given.path("contact"), "id");
    Rating rating = fields.rating(Fields.text(given, "rating"), Scale.STARS, remark, by);
    if (rating == null) return List.of();
    return List.of(
        new Rating(
            rating.stars(),
            rating.comment(),
            rating.by(),
            fields.time(Fields.text(given, "created_at"))));
  }

  private static About about(JsonNode conversation, Fields fields) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : conversation.path("tags").path("tags")) {
      String name = Fields.text(tag, "name");
      if (name != null) tags.add(name);
    }
    return new About(
        Fields.text(conversation, "id"),
        customer(conversation),
        fields.time(Fields.text(conversation, "created_at")),
        tags,
        null);
  }

  private static @Nullable String customer(JsonNode conversation) {
    JsonNode contact = conversation.path("contacts").path("contacts").path(0);
    String id = contact.isObject() ? Fields.text(contact, "id") : null;
    return id != null ? id : Fields.text(conversation.path("source").path("author"), "id");
  }
}
