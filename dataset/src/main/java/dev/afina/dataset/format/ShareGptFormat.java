package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.core.ToolCall;
import dev.afina.core.ToolUse;
import dev.afina.core.Tools;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// ShareGPT's form, as LLaMA-Factory reads it: `{"conversations": [{"from": "human", "value": …},
/// {"from": "gpt", "value": …}], "system": …, "tools": …}`.
public record ShareGptFormat() implements ConversationFormat.Writable {

  @Override
  public String word() {
    return "sharegpt";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.single(source, ShareGptFormat::read);
  }

  private static Reading read(String file, int line, JsonNode object) {
    Fields fields = new Fields(file, line);
    ChatJson chat = new ChatJson(fields, Scale.STARS);
    try {
      JsonNode list = object.get("conversations");
      if (list == null || !list.isArray() || list.isEmpty()) throw chat.missing("conversations");
      String system = Fields.text(object, "system");
      String id = Fields.text(object, "id");
      Conversation conversation =
          new Conversation(
              messages(chat, list),
              tools(Fields.text(object, "tools")),
              List.of(),
              id == null ? About.NOTHING : About.id(id));
      return new Reading.Good(
          line, conversation.withSystem(system == null ? "" : system), fields.findings);
    } catch (ChatJson.Unreadable e) {
      return new Reading.Bad(line, e.problem);
    }
  }

  static List<Message> messages(ChatJson chat, JsonNode list) throws ChatJson.Unreadable {
    List<Message> messages = new ArrayList<>(list.size());
    for (JsonNode one : list) messages.add(message(chat, one));
    return messages;
  }

  private static Message message(ChatJson chat, JsonNode node) throws ChatJson.Unreadable {
    String from = Fields.text(node, "from");
    if (from == null && node.has("role")) return chat.message(node);
    String value = Fields.text(node, "value");
    if (from == null) throw chat.missing("from");
    if (value == null) throw chat.missing("value");
    return switch (from) {
      case "human", "user" -> Message.user(value);
      case "gpt", "assistant", "chatgpt", "bard", "model" -> Message.assistant(value);
      case "system" -> Message.system(value);
      case "observation", "tool", "function_response" -> new Message(Role.TOOL, value);
      case "function_call" -> call(chat, value);
      default -> throw chat.unknownRole(from);
    };
  }

  private static Message call(ChatJson chat, String value) throws ChatJson.Unreadable {
    try {
      JsonNode call = Json.tree(value);
      String name = Fields.text(call, "name");
      JsonNode arguments = call.get("arguments");
      if (name == null) throw chat.missing("function_call.name");
      String text =
          arguments == null
              ? "{}"
              : arguments.isString() ? arguments.asString() : arguments.toString();
      ToolUse use = new ToolUse(List.of(new ToolCall("", name, text)), null);
      return new Message(Role.ASSISTANT, "", null, null, use, Feedback.NONE);
    } catch (JacksonException e) {
      throw chat.missing("function_call.name");
    }
  }

  private static Tools tools(@Nullable String text) {
    if (text == null || text.isBlank()) return Tools.NONE;
    try {
      JsonNode list = Json.tree(text);
      List<JsonNode> definitions = new ArrayList<>();
      for (JsonNode one : list) {
        boolean wrapped = one.has("function");
        ObjectNode definition = Json.object().put("type", "function");
        definition.set("function", wrapped ? one.get("function") : one);
        definitions.add(definition);
      }
      return new Tools(definitions, null);
    } catch (JacksonException e) {
      return Tools.NONE;
    }
  }

  @Override
  public Set<Part> carries() {
    return EnumSet.of(Part.SYSTEM, Part.TURNS, Part.TOOLS);
  }

  @Override
  public Writer to(OutputStream out) {
    return JsonWriter.list(out, ShareGptFormat::form);
  }

  /// Questions and what tools answer stand at odd places, answers and calls at even ones; a
  /// conversation that does not is not written.
  private static @Nullable Object form(Conversation conversation) {
    List<Map<String, Object>> turns = new ArrayList<>();
    String system = "";
    List<Message> messages = conversation.messages();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() == Role.SYSTEM) {
        if (i > 0) return null;
        system = message.content();
        continue;
      }
      boolean asks = message.role() == Role.USER || message.role() == Role.TOOL;
      if (asks != (turns.size() % 2 == 0) || message.toolUse().calls().size() > 1) return null;
      turns.add(turn(message));
    }
    if (turns.size() % 2 == 1) turns.removeLast(); // A question nobody answered.
    if (turns.isEmpty()) return null;
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("conversations", turns);
    if (!system.isEmpty()) form.put("system", system);
    List<JsonNode> tools = conversation.tools().definitions();
    if (!tools.isEmpty())
      form.put("tools", Json.line(tools.stream().map(one -> one.path("function")).toList()));
    return form;
  }

  private static Map<String, Object> turn(Message message) {
    List<ToolCall> calls = message.toolUse().calls();
    if (!calls.isEmpty()) {
      ObjectNode call = Json.object().put("name", calls.getFirst().name());
      call.set("arguments", arguments(calls.getFirst().arguments()));
      return turn("function_call", call.toString());
    }
    return switch (message.role()) {
      case USER -> turn("human", message.content());
      case ASSISTANT -> turn("gpt", message.content());
      case TOOL -> turn("observation", message.content());
      case SYSTEM -> turn("system", message.content());
    };
  }

  private static Map<String, Object> turn(String from, String value) {
    Map<String, Object> turn = new LinkedHashMap<>();
    turn.put("from", from);
    turn.put("value", value);
    return turn;
  }

  private static JsonNode arguments(String text) {
    try {
      return Json.tree(text);
    } catch (JacksonException e) {
      return Json.tree((Object) text);
    }
  }
}
