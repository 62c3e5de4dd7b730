package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Provenance;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import dev.afina.core.ToolCall;
import dev.afina.core.ToolUse;
import dev.afina.core.Tools;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads conversations and messages in OpenAI's form, with what Afina writes beside it.
/// Hand-written files are met half-way: `turns` for `messages`, `rating` for `ratings`, and a
/// `correction` that takes the place of the answer.
final class ChatJson {
  private final Fields fields;
  private final Scale scale;

  ChatJson(Fields fields, Scale scale) {
    this.fields = fields;
    this.scale = scale;
  }

  /// This conversation cannot be read.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    final transient DatasetProblem problem;

    Unreadable(DatasetProblem problem) {
      super(problem.toString(), null, false, false);
      this.problem = problem;
    }
  }

  static Reading read(String file, int line, JsonNode object, Scale scale) {
    Fields fields = new Fields(file, line);
    try {
      Conversation conversation = new ChatJson(fields, scale).conversation(object);
      return new Reading.Good(line, conversation, fields.findings);
    } catch (Unreadable e) {
      return new Reading.Bad(line, e.problem);
    }
  }

  private Conversation conversation(JsonNode object) throws Unreadable {
    JsonNode list = object.has("messages") ? object.get("messages") : object.get("turns");
    if (list == null || !list.isArray() || list.isEmpty()) throw missing("messages");
    return new Conversation(messages(list), tools(object), ratings(object), about(object));
  }

  List<Message> messages(JsonNode list) throws Unreadable {
    List<Message> messages = new ArrayList<>(list.size());
    for (JsonNode one : list) messages.add(message(one));
    return messages;
  }

  Message message(JsonNode node) throws Unreadable {
    Role role = role(Fields.text(node, "role"));
    String content = content(node.get("content"));
    ToolUse use = toolUse(node);
    List<Rating> ratings = ratings(node);
    String rejected = Fields.text(node, "rejected");
    String correction = Fields.text(node, "correction");
    if (correction != null && !correction.isBlank() && role == Role.ASSISTANT) {
      rejected = content;
      content = correction;
    }
    Feedback feedback =
        ratings.isEmpty() && rejected == null ? Feedback.NONE : new Feedback(ratings, rejected);
    return new Message(role, content, Fields.text(node, "name"), weight(node), use, feedback);
  }

  private Role role(@Nullable String word) throws Unreadable {
    if (word == null) throw missing("role");
    return switch (word) {
      case "system", "developer" -> Role.SYSTEM;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" -> Role.TOOL;
      default -> throw unknownRole(word);
    };
  }

  /// A text, or the texts of a list of parts.
  private String content(@Nullable JsonNode content) throws Unreadable {
    if (content == null || content.isNull()) return "";
    if (!content.isArray()) return content.isContainer() ? content.toString() : content.asString();
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      String type = Fields.text(part, "type");
      String words = part.isString() ? part.asString() : Fields.text(part, "text");
      if (words == null) {
        String kind = type == null ? part.getNodeType().toString().toLowerCase(Locale.ROOT) : type;
        throw new Unreadable(new DatasetProblem.NotText(fields.file, fields.line, kind));
      }
      text.append(words);
    }
    return text.toString();
  }

  private @Nullable Integer weight(JsonNode node) throws Unreadable {
    JsonNode weight = node.get("weight");
    if (weight == null || weight.isNull()) return null;
    if (weight.isNumber() && (weight.asDouble() == 0 || weight.asDouble() == 1))
      return (int) weight.asDouble();
    throw new Unreadable(new DatasetProblem.NotWeight(fields.file, fields.line, weight.toString()));
  }

  private ToolUse toolUse(JsonNode node) throws Unreadable {
    JsonNode calls = node.get("tool_calls");
    JsonNode old = node.get("function_call"); // What OpenAI called it until 2023.
    String answers = Fields.text(node, "tool_call_id");
    List<ToolCall> made = new ArrayList<>();
    try {
      if (calls != null && calls.isArray())
        for (JsonNode call : calls) made.add(Json.convert(call, ToolCall.class));
      if (old != null && old.isObject()) {
        String name = Fields.text(old, "name");
        String arguments = Fields.text(old, "arguments");
        if (name == null) throw missing("function_call.name");
        made.add(new ToolCall("", name, arguments == null ? "{}" : arguments));
      }
    } catch (JacksonException e) {
      throw missing("tool_calls.function.name");
    }
    return made.isEmpty() && answers == null ? ToolUse.NONE : new ToolUse(made, answers);
  }

  static Tools tools(JsonNode object) {
    List<JsonNode> definitions = new ArrayList<>();
    JsonNode tools = object.get("tools");
    if (tools != null && tools.isArray()) tools.forEach(definitions::add);
    JsonNode functions = object.get("functions"); // What OpenAI called them until 2023.
    if (functions != null && functions.isArray())
      for (JsonNode function : functions) {
        var definition = Json.object().put("type", "function");
        definition.set("function", function);
        definitions.add(definition);
      }
    JsonNode parallel = object.get("parallel_tool_calls");
    boolean said = parallel != null && parallel.isBoolean();
    if (definitions.isEmpty() && !said) return Tools.NONE;
    return new Tools(definitions, said ? Boolean.valueOf(parallel.asBoolean()) : null);
  }

  /// The marks of a conversation or a message: a list as Afina writes it, or one mark.
  List<Rating> ratings(JsonNode node) {
    List<Rating> ratings = new ArrayList<>();
    JsonNode many = node.get("ratings");
    if (many != null && many.isArray()) for (JsonNode one : many) add(ratings, one, null);
    for (String name : List.of("rating", "stars")) {
      JsonNode one = node.get(name);
      if (one != null) add(ratings, one, Fields.text(node, "comment"));
    }
    return ratings;
  }

  private void add(List<Rating> ratings, JsonNode node, @Nullable String comment) {
    if (!node.isObject()) {
      Rating plain = fields.rating(node.isNull() ? null : node.asString(), scale, comment, null);
      if (plain != null) ratings.add(plain);
      return;
    }
    String mark = Fields.text(node, "stars", "rating", "mark", "score");
    String words = Fields.text(node, "comment", "remark");
    Rating rating = fields.rating(mark, scale, words, Fields.text(node, "by", "rater"));
    if (rating != null)
      ratings.add(
          new Rating(
              rating.stars(),
              rating.comment(),
              rating.by(),
              fields.time(Fields.text(node, "time"))));
  }

  private About about(JsonNode object) {
    String id = Fields.text(object, "id");
    String group = Fields.text(object, "group");
    String time = Fields.text(object, "time", "created_at", "createdAt");
    JsonNode tags = object.get("tags");
    JsonNode provenance = object.get("provenance");
    if (id == null && group == null && time == null && tags == null && provenance == null)
      return About.NOTHING;
    List<String> words = new ArrayList<>();
    if (tags != null && tags.isArray()) tags.forEach(tag -> words.add(tag.asString()));
    return new About(id, group, fields.time(time), words, provenance(provenance));
  }

  private static @Nullable Provenance provenance(@Nullable JsonNode node) {
    if (node == null || !node.isObject()) return null;
    try {
      return Json.convert(node, Provenance.class);
    } catch (JacksonException e) {
      return null; // Somebody else's idea of provenance.
    }
  }

  Unreadable unknownRole(String word) {
    return new Unreadable(new DatasetProblem.UnknownRole(fields.file, fields.line, word));
  }

  Unreadable missing(String field) {
    return new Unreadable(new DatasetProblem.MissingField(fields.file, fields.line, field));
  }
}
