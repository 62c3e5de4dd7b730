package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Mapping;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON of a foreign shape, read as a [Mapping] says: one named speaker becomes the assistant, and
/// each rater's marks stay with who gave them.
public record MappedFormat(Mapping mapping, Scale scale) implements ConversationFormat {

  /// A scale of the mapping goes before one of the command.
  public MappedFormat {
    if (!mapping.scale().isEmpty()) scale = Scale.of(mapping.scale());
  }

  @Override
  public String word() {
    return "mapped";
  }

  @Override
  public Stream<Reading> read(Source source) {
    String list = mapping.conversations();
    return JsonItems.readings(
        source,
        list == null ? JsonItems.Shape.MEMBERS : JsonItems.Shape.list(list),
        value -> Stream.of(read(source.name(), value)));
  }

  private Reading read(String file, JsonItem.Value value) {
    Fields fields = new Fields(file, value.line());
    JsonNode list = Fields.at(value.node(), mapping.messages());
    if (list == null || !list.isArray() || list.isEmpty())
      return new Reading.Bad(
          value.line(), new DatasetProblem.MissingField(file, value.line(), mapping.messages()));
    Set<String> speakers = new LinkedHashSet<>();
    for (JsonNode one : list) speakers.add(text(one, mapping.message().speaker()));
    List<Message> messages = new ArrayList<>(list.size());
    for (JsonNode one : list) messages.add(message(one, speakers, fields));
    Conversation conversation = new Conversation(messages);
    return new Reading.Good(
        value.line(),
        conversation.withRatings(marks(value.node(), fields)).withAbout(about(value, fields)),
        fields.findings);
  }

  private Message message(JsonNode node, Set<String> speakers, Fields fields) {
    Mapping.Spoken spoken = mapping.message();
    String speaker = text(node, spoken.speaker());
    Role role =
        speaker.equals(spoken.assistant())
            ? Role.ASSISTANT
            : speaker.equals("system") ? Role.SYSTEM : Role.USER;
    Message message = new Message(role, text(node, spoken.text()));
    if (spoken.mark() == null) return message;
    String mark = text(node, spoken.mark());
    Rating rating = fields.rating(mark, scale, null, rater(node, speaker, speakers));
    return rating == null ? message : message.withFeedback(new Feedback(List.of(rating)));
  }

  /// Who marked a message. Of two speakers the other one is known by name.
  private @Nullable String rater(JsonNode node, String speaker, Set<String> speakers) {
    String rater = mapping.message().rater();
    if (rater == null) return null;
    return switch (rater) {
      case "speaker" -> speaker;
      case "other" ->
          speakers.size() == 2
              ? speakers.stream().filter(one -> !one.equals(speaker)).findFirst().orElse(null)
              : null;
      default -> {
        String name = text(node, rater);
        yield name.isEmpty() ? null : name;
      }
    };
  }

  private List<Rating> marks(JsonNode conversation, Fields fields) {
    JsonNode marks = mapping.marks() == null ? null : Fields.at(conversation, mapping.marks());
    if (marks == null) return List.of();
    List<Rating> ratings = new ArrayList<>();
    if (!marks.isObject()) add(ratings, fields.rating(marks.asString(), scale, null, null));
    for (var one : marks.properties())
      add(
          ratings,
          fields.rating(
              one.getValue().isNull() ? null : one.getValue().asString(),
              scale,
              null,
              one.getKey()));
    return ratings;
  }

  private static void add(List<Rating> ratings, @Nullable Rating rating) {
    if (rating != null) ratings.add(rating);
  }

  private About about(JsonItem.Value value, Fields fields) {
    Mapping.Known known = mapping.about();
    String id = known.id() == null ? value.key() : text(value.node(), known.id());
    String group = known.group() == null ? "" : text(value.node(), known.group());
    String time = known.time() == null ? "" : text(value.node(), known.time());
    return new About(
        id.isEmpty() ? null : id,
        group.isEmpty() ? null : group,
        fields.time(time),
        List.of(),
        null);
  }

  /// Empty if there is nothing at that place.
  private static String text(JsonNode object, String place) {
    JsonNode node = Fields.at(object, place);
    return node == null || node.isNull() || node.isContainer()
        ? ""
        : Objects.requireNonNullElse(node.asString(), "");
  }
}
