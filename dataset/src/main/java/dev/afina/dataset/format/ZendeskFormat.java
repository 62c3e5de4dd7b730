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
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Zendesk's tickets with their comments, one a line or in a list `tickets`. Who asked for help is
/// the user, everybody else the assistant; internal notes (`public: false`) are left out. `good` is
/// five stars and `bad` one: Zendesk knows no others, and what was only offered is not rated.
public record ZendeskFormat() implements ConversationFormat {

  private static final Scale SATISFACTION = Scale.of(Map.of("good", 5, "bad", 1));

  @Override
  public String word() {
    return "zendesk";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.readings(
        source,
        JsonItems.Shape.list("tickets", "results"),
        value -> read(source.name(), value.line(), value.node()));
  }

  private static Stream<Reading> read(String file, int line, JsonNode ticket) {
    Fields fields = new Fields(file, line);
    JsonNode comments = ticket.get("comments");
    if (comments == null || !comments.isArray() || comments.isEmpty())
      return Stream.of(
          new Reading.Bad(line, new DatasetProblem.MissingField(file, line, "comments")));
    String asking = Fields.text(ticket, "requester_id", "submitter_id");
    String user = asking == null ? Fields.text(comments.get(0), "author_id") : asking;
    List<Message> messages = new ArrayList<>();
    int internal = 0;
    for (JsonNode comment : comments) {
      JsonNode open = comment.get("public");
      if (open != null && open.isBoolean() && !open.asBoolean()) {
        internal++;
        continue;
      }
      String said = text(comment);
      boolean asks = user != null && user.equals(Fields.text(comment, "author_id"));
      if (!said.isBlank()) messages.add(asks ? Message.user(said) : Message.assistant(said));
    }
    if (internal > 0)
      fields.findings.add(new DatasetProblem.LeftOut(file, line, internal, "internal notes"));
    if (messages.isEmpty())
      return Stream.of(new Reading.Bad(line, new DatasetProblem.EmptyText(file, line)));
    return Stream.of(
        new Reading.Good(
            line,
            new Conversation(messages)
                .withRatings(ratings(ticket, fields, user))
                .withAbout(about(ticket, fields, asking)),
            fields.findings));
  }

  private static String text(JsonNode comment) {
    String plain = Fields.text(comment, "plain_body", "body");
    if (plain != null) return plain.strip();
    String html = Fields.text(comment, "html_body");
    return html == null ? "" : HtmlText.of(html);
  }

  private static List<Rating> ratings(JsonNode ticket, Fields fields, @Nullable String by) {
    JsonNode rating = ticket.path("satisfaction_rating");
    String score = rating.isObject() ? Fields.text(rating, "score") : null;
    if (score == null || score.endsWith("offered")) return List.of();
    // `good_with_comment` in older exports.
    String mark = score.startsWith("good") ? "good" : score.startsWith("bad") ? "bad" : score;
    Rating found = fields.rating(mark, SATISFACTION, Fields.text(rating, "comment"), by);
    return found == null ? List.of() : List.of(found);
  }

  private static About about(JsonNode ticket, Fields fields, @Nullable String customer) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : ticket.path("tags")) tags.add(tag.asString());
    return new About(
        Fields.text(ticket, "id"),
        customer,
        fields.time(Fields.text(ticket, "created_at")),
        tags,
        null);
  }
}
