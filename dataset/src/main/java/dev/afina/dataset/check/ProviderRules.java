package dev.afina.dataset.check;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a hosted provider refuses in a training file, found before it is uploaded, each with the
/// code the provider's failed job would have. The rules are about the file as it is written, so
/// they look at its JSON; a format of our own (spreadsheet, export) is written by us and keeps
/// them.
///
/// Two kinds of lines: chat, `{"messages": […]}`, and pairs, `{"input", "preferred_output",
/// "non_preferred_output"}`. What no reader accepts (broken JSON, an unknown role) is found there.
public record ProviderRules(Provider provider) {
  public static final String FORMAT = "invalid_file_format";
  public static final String EXAMPLES = "invalid_n_examples";

  private static final Set<String> KEYS =
      Set.of("messages", "tools", "parallel_tool_calls", "functions");
  private static final Set<String> PAIR_KEYS =
      Set.of("input", "preferred_output", "non_preferred_output");

  /// The older spelling, which some files still have.
  private static final Set<String> OLD_PAIR_KEYS =
      Set.of("input", "preferred_completion", "non_preferred_completion");

  private static final Set<String> INPUT_KEYS = Set.of("messages", "tools", "parallel_tool_calls");
  private static final Set<String> MESSAGE_KEYS =
      Set.of(
          "role",
          "content",
          "name",
          "weight",
          "refusal",
          "tool_calls",
          "tool_call_id",
          "function_call");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int FUNCTIONS = 128;
  private static final int IMAGES = 10;
  private static final long IMAGE_BYTES = 10L << 20;
  private static final List<String> IMAGE_FORMATS = List.of("jpeg", "jpg", "png", "webp");

  /// The rules of one line.
  public void line(String file, int line, JsonNode json, Consumer<Finding> findings) {
    if (!provider.isHosted()) return;
    Line one = new Line(file, line, findings);
    if (!json.isObject()) one.wrong("", "object");
    else if (json.has("input")) one.pair(json);
    else one.chat(json);
  }

  /// The rules of the whole file.
  ///
  /// @param examples lines with something in them
  public void whole(String file, int examples, long bytes, Consumer<Finding> findings) {
    if (examples < Provider.EXAMPLES)
      findings.accept(
          Finding.of(new QualityProblem.TooFewExamples(file, examples, Provider.EXAMPLES))
              .code(EXAMPLES));
    if (bytes > provider.bytes())
      findings.accept(
          Finding.of(new QualityProblem.FileTooLarge(file, bytes, provider.bytes())).code(FORMAT));
  }

  /// One line and where its findings go.
  private record Line(String file, int line, Consumer<Finding> findings) {

    void chat(JsonNode json) {
      keys(json, KEYS, "");
      if (json.has("messages")) messages(json.get("messages"), true);
      options(json);
    }

    void pair(JsonNode json) {
      boolean old = json.has("preferred_completion") || json.has("non_preferred_completion");
      Set<String> names = old ? OLD_PAIR_KEYS : PAIR_KEYS;
      keys(json, names, "");
      JsonNode input = json.get("input");
      if (!input.isObject() || !input.path("messages").isArray()) {
        wrong("input.messages", "array");
      } else {
        keys(input, INPUT_KEYS, "input");
        messages(input.get("messages"), false);
        options(input);
      }
      for (String key : names) if (!key.equals("input")) side(json.path(key), key);
    }

    /// Exactly one message of the assistant, with a text.
    private void side(JsonNode side, String key) {
      JsonNode only = side.path(0);
      boolean right =
          side.isArray()
              && side.size() == 1
              && only.path("role").asString("").equals("assistant")
              && only.path("content").isString();
      if (!right) refuse(new QualityProblem.WrongPair(file, line, key));
    }

    private void options(JsonNode json) {
      JsonNode tools = json.get("tools");
      if (tools != null && !tools.isArray()) wrong("tools", "array");
      JsonNode functions = json.get("functions");
      if (functions != null
          && (!functions.isArray() || functions.isEmpty() || functions.size() > FUNCTIONS))
        wrong("functions", "array");
      JsonNode parallel = json.get("parallel_tool_calls");
      if (parallel != null && !parallel.isBoolean()) wrong("parallel_tool_calls", "boolean");
    }

    private void messages(JsonNode messages, boolean images) {
      if (!messages.isArray()) return; // the reader says so
      Set<String> open = new HashSet<>();
      int pictures = 0;
      for (int i = 0; i < messages.size(); i++) {
        JsonNode message = messages.get(i);
        if (!message.isObject()) continue;
        String role = message.path("role").asString("");
        keys(message, MESSAGE_KEYS, "messages[" + i + "]");
        weight(message, role, i + 1);
        name(message, i + 1);
        calls(message, role, i, open);
        pictures += content(message, role, i, images);
      }
      for (String id : open) refuse(new QualityProblem.UnansweredCall(file, line, id));
      if (pictures > IMAGES) image(QualityProblem.ImageFault.TOO_MANY);
    }

    private void weight(JsonNode message, String role, int number) {
      JsonNode weight = message.get("weight");
      if (weight == null || weight.isNull()) return;
      boolean zeroOrOne = weight.isInt() && (weight.intValue() == 0 || weight.intValue() == 1);
      if (!zeroOrOne || !role.equals("assistant"))
        refuse(new QualityProblem.WrongWeight(file, line, number, weight.toString()));
    }

    private void name(JsonNode message, int number) {
      JsonNode name = message.get("name");
      if (name == null || name.isNull()) return;
      String word = name.asString("");
      if (!NAME.matcher(word).matches())
        refuse(new QualityProblem.WrongName(file, line, number, word));
    }

    /// Every call is answered by a tool's message that names it, before anybody else speaks.
    private void calls(JsonNode message, String role, int i, Set<String> open) {
      if (role.equals("tool")) {
        String id = message.path("tool_call_id").asString("");
        if (!open.remove(id)) refuse(new QualityProblem.UnansweredCall(file, line, id));
        return;
      }
      JsonNode calls = message.get("tool_calls");
      if (calls == null || calls.isNull()) return;
      if (!calls.isArray() || !role.equals("assistant")) {
        wrong("messages[" + i + "].tool_calls", "array");
        return;
      }
      for (JsonNode call : calls) {
        JsonNode function = call.path("function");
        if (!call.path("id").isString()
            || !function.path("name").isString()
            || !function.path("arguments").isString())
          wrong("messages[" + i + "].tool_calls", "array");
        else open.add(call.get("id").stringValue());
      }
    }

    /// How many pictures it has.
    private int content(JsonNode message, String role, int i, boolean images) {
      JsonNode content = message.get("content");
      String place = "messages[" + i + "].content";
      boolean calls = message.has("tool_calls") || message.has("function_call");
      if (content == null || content.isNull()) {
        if (!(role.equals("assistant") && calls)) wrong(place, "string");
        return 0;
      }
      if (content.isString()) return 0;
      if (!content.isArray()) {
        wrong(place, "string");
        return 0;
      }
      int pictures = 0;
      for (JsonNode part : content) {
        String type = part.path("type").asString("");
        if (type.equals("image_url")) {
          pictures++;
          picture(part.path("image_url").path("url").asString(""), role, images);
        } else if (!type.equals("text") || !part.path("text").isString()) {
          wrong(place, "string");
        }
      }
      return pictures;
    }

    private void picture(String url, String role, boolean allowed) {
      if (role.equals("assistant")) image(QualityProblem.ImageFault.IN_ANSWER);
      else if (!allowed) image(QualityProblem.ImageFault.IN_PAIR);
      int comma = url.indexOf(',');
      if (!url.startsWith("data:image/") || comma < 0) return;
      String format = url.substring("data:image/".length(), comma).replaceAll(";.*", "");
      if (!IMAGE_FORMATS.contains(format.toLowerCase(Locale.ROOT)))
        image(QualityProblem.ImageFault.WRONG_FORMAT);
      if ((url.length() - comma) * 3L / 4 > IMAGE_BYTES) image(QualityProblem.ImageFault.TOO_LARGE);
    }

    private void keys(JsonNode object, Set<String> known, String place) {
      Iterator<Map.Entry<String, JsonNode>> all = object.properties().iterator();
      while (all.hasNext()) {
        String key = all.next().getKey();
        if (!known.contains(key)) refuse(new QualityProblem.UnknownKey(file, line, key, place));
      }
    }

    private void image(QualityProblem.ImageFault fault) {
      refuse(new QualityProblem.ImageRefused(file, line, fault));
    }

    void wrong(String key, String expected) {
      refuse(new QualityProblem.WrongType(file, line, key, expected));
    }

    private void refuse(QualityProblem problem) {
      findings.accept(Finding.of(problem).code(FORMAT));
    }
  }
}
