package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Pair;
import dev.afina.core.Tools;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Preferred and rejected answers to the same question, one pair a line, as OpenAI's DPO (`input`,
/// `preferred_output`, `non_preferred_output`) or TRL (`prompt`, `chosen`, `rejected`) writes them.
/// Both are read by either.
///
/// @param trl whether TRL's form is written
public record PairFormat(boolean trl) implements ConversationFormat.Writable {

  @Override
  public String word() {
    return trl ? "trl" : "dpo";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.single(source, PairFormat::read);
  }

  private static Reading read(String file, int line, JsonNode object) {
    Fields fields = new Fields(file, line);
    ChatJson chat = new ChatJson(fields, Scale.STARS);
    try {
      JsonNode input = object.get("input");
      Pair pair =
          input != null
              ? pair(
                  chat,
                  chat.messages(list(chat, input.path("messages"), "input.messages")),
                  ChatJson.tools(input),
                  first(object, "preferred_output", "preferred_completion"),
                  first(object, "non_preferred_output", "non_preferred_completion"))
              : pair(
                  chat,
                  prompt(chat, first(object, "prompt", "conversations")),
                  ChatJson.tools(object),
                  object.get("chosen"),
                  object.get("rejected"));
      return new Reading.Good(line, pair.conversation(), fields.findings);
    } catch (ChatJson.Unreadable e) {
      return new Reading.Bad(line, e.problem);
    }
  }

  private static @Nullable JsonNode first(JsonNode object, String name, String other) {
    return object.has(name) ? object.get(name) : object.get(other);
  }

  private static JsonNode list(ChatJson chat, JsonNode node, String name)
      throws ChatJson.Unreadable {
    if (!node.isArray() || node.isEmpty()) throw chat.missing(name);
    return node;
  }

  private static List<Message> prompt(ChatJson chat, @Nullable JsonNode prompt)
      throws ChatJson.Unreadable {
    if (prompt == null || prompt.isNull()) throw chat.missing("prompt");
    if (!prompt.isArray()) return List.of(Message.user(prompt.asString()));
    boolean shareGpt = prompt.path(0).has("from");
    return shareGpt
        ? ShareGptFormat.messages(chat, prompt)
        : chat.messages(list(chat, prompt, "prompt"));
  }

  private static Pair pair(
      ChatJson chat,
      List<Message> input,
      Tools tools,
      @Nullable JsonNode preferred,
      @Nullable JsonNode rejected)
      throws ChatJson.Unreadable {
    if (preferred == null) throw chat.missing("preferred_output");
    if (rejected == null) throw chat.missing("non_preferred_output");
    Conversation said = new Conversation(input, tools, List.of(), About.NOTHING);
    return new Pair(
        said, answer(chat, preferred, input.size()), answer(chat, rejected, input.size()));
  }

  /// A text, an answer, a list with one answer, or a list that repeats the question before it.
  private static Message answer(ChatJson chat, JsonNode node, int asked)
      throws ChatJson.Unreadable {
    if (node.isString()) return Message.assistant(node.asString());
    JsonNode one = node;
    if (node.isArray()) {
      if (node.isEmpty() || node.size() > asked + 1) throw chat.missing("assistant");
      one = node.get(node.size() - 1);
    }
    if (one.has("value")) return Message.assistant(one.get("value").asString());
    Message message = chat.message(one);
    return Message.assistant(message.content());
  }

  @Override
  public Set<Part> carries() {
    return trl
        ? EnumSet.of(Part.SYSTEM, Part.TURNS, Part.REJECTED)
        : EnumSet.of(Part.SYSTEM, Part.TURNS, Part.TOOLS, Part.NAMES, Part.REJECTED);
  }

  @Override
  public Writer to(OutputStream out) {
    return new Writer() {
      @Override
      public boolean write(Conversation conversation) throws IOException {
        List<Pair> pairs = Pair.in(conversation);
        for (Pair pair : pairs)
          out.write((Json.line(form(pair)) + "\n").getBytes(StandardCharsets.UTF_8));
        return !pairs.isEmpty();
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    };
  }

  private Object form(Pair pair) {
    List<Message> asked =
        pair.input().messages().stream()
            .map(message -> message.withFeedback(Feedback.NONE).withWeight(null))
            .toList();
    Map<String, Object> form = new LinkedHashMap<>();
    if (trl) {
      form.put("prompt", asked);
      form.put("chosen", List.of(pair.preferred()));
      form.put("rejected", List.of(pair.rejected()));
      return form;
    }
    ObjectNode input = Json.object();
    input.set("messages", Json.tree((Object) asked));
    Tools tools = pair.input().tools();
    if (!tools.definitions().isEmpty())
      input.set("tools", Json.tree((Object) new ArrayList<>(tools.definitions())));
    if (tools.parallel() != null) input.put("parallel_tool_calls", tools.parallel());
    form.put("input", input);
    form.put("preferred_output", List.of(pair.preferred()));
    form.put("non_preferred_output", List.of(pair.rejected()));
    return form;
  }
}
