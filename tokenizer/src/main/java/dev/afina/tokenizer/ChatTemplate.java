package dev.afina.tokenizer;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.core.ToolCall;
import dev.afina.core.Tools;
import dev.afina.tokenizer.jinja.Rendered;
import dev.afina.tokenizer.jinja.Template;
import dev.afina.tokenizer.jinja.TemplateProblem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// How a model wants a conversation written: the template it brings, interpreted.
public final class ChatTemplate {

  /// What `strftime_now` tells. A fixed day, so that the same data are the same tokens tomorrow, in
  /// a training that goes on after a night and in the answers afterwards; this one, because
  /// templates that can do without a clock fall back on it themselves.
  private static final InstantSource DAY =
      InstantSource.fixed(Instant.parse("2024-07-26T00:00:00Z"));

  /// For models that were made without a template, like GPT-2; see [#plain].
  public static final String PLAIN =
      """
      {%- for message in messages %}
      {%- if message.role == 'assistant' %}
      {{- 'Asistente:' }}{% generation %}{{ ' ' + message.content + eos_token }}{% endgeneration %}
      {{- '\\n' }}
      {%- elif message.role == 'user' %}
      {{- 'Usuario: ' + message.content + '\\n' }}
      {%- else %}
      {{- message.content + '\\n' }}
      {%- endif %}
      {%- endfor %}
      {%- if add_generation_prompt %}
      {{- 'Asistente:' }}
      {%- endif %}\
      """;

  private final String text;
  private final Template template;
  private final Map<String, String> tokens;

  private ChatTemplate(String text, Template template, Map<String, String> tokens) {
    this.text = text;
    this.template = template;
    this.tokens = Map.copyOf(tokens);
  }

  /// Reads a template.
  ///
  /// @param text in Jinja
  /// @param place where it stands, for messages
  /// @param tokens the special tokens that it may name: `bos_token`, `eos_token` …
  /// @throws Refused with a [TokenizerProblem] if it is no Jinja
  public static ChatTemplate of(String text, String place, Map<String, String> tokens) {
    return new ChatTemplate(text, Template.parse(text, place), tokens);
  }

  /// For a model without a template: `Usuario: …` and `Asistente: …`, a line each, and the end of
  /// text behind each answer.
  ///
  /// @param place of the model, for messages
  /// @throws Refused with [TokenizerProblem.NoTemplate] if the model has no end of text either
  public static ChatTemplate plain(String place, Map<String, String> tokens) {
    if (!tokens.containsKey("eos_token")) throw new Refused(new TokenizerProblem.NoTemplate(place));
    return of(PLAIN, place, tokens);
  }

  /// The conversation as text, in `open` form if the assistant shall go on (ending where its answer
  /// begins).
  public String render(List<Message> messages, boolean open) {
    return write(messages, Tools.NONE, open).text();
  }

  /// The template in the Jinja that other programs know: without the marks of what is learned.
  public String text() {
    return text.replaceAll("(\\{%-?\\s*)generation(\\s*-?%})", "$1if true$2")
        .replaceAll("(\\{%-?\\s*)endgeneration(\\s*-?%})", "$1endif$2");
  }

  /// The special tokens that it may name.
  public Map<String, String> tokens() {
    return tokens;
  }

  /// The end of text, or `null` if the model names none.
  @Nullable String endOfText() {
    return tokens.get("eos_token");
  }

  /// Writes a conversation. Where the template rejects one that begins with a system message, as
  /// those of families without that role do, the system's words are put in front of what the user
  /// says first, with an empty line between; if it rejects that as well, its first words count.
  ///
  /// @throws Refused with a [TokenizerProblem], in the template's own words if it has some
  Rendered write(List<Message> messages, Tools tools, boolean open) {
    try {
      return written(messages, tools, open);
    } catch (Refused refused) {
      boolean system =
          refused.facts().getFirst() instanceof TemplateProblem.Rejects
              && messages.size() > 1
              && messages.get(0).role() == Role.SYSTEM
              && messages.get(1).role() == Role.USER;
      if (!system) throw refused;
      try {
        return written(withoutSystem(messages), tools, open);
      } catch (Refused again) {
        throw refused;
      }
    }
  }

  private static List<Message> withoutSystem(List<Message> messages) {
    List<Message> without = new ArrayList<>(messages.subList(1, messages.size()));
    String both = messages.get(0).content() + "\n\n" + messages.get(1).content();
    without.set(0, messages.get(1).withContent(both));
    return without;
  }

  private Rendered written(List<Message> messages, Tools tools, boolean open) {
    Map<String, Object> values = new LinkedHashMap<>(tokens);
    values.put("messages", messages.stream().map(ChatTemplate::plain).toList());
    values.put("tools", tools.definitions().isEmpty() ? null : plain(tools));
    values.put("documents", null);
    values.put("add_generation_prompt", open);
    return template.render(values, DAY);
  }

  private static List<Object> plain(Tools tools) {
    return tools.definitions().stream().map(tool -> Json.convert(tool, Object.class)).toList();
  }

  /// What a template sees of a message.
  private static Map<String, Object> plain(Message message) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("role", message.role().word());
    plain.put("content", message.content());
    if (message.name() != null) plain.put("name", message.name());
    if (message.toolUse().answers() != null) plain.put("tool_call_id", message.toolUse().answers());
    if (!message.toolUse().calls().isEmpty())
      plain.put("tool_calls", message.toolUse().calls().stream().map(ChatTemplate::plain).toList());
    return plain;
  }

  /// Templates want the arguments as values, where OpenAI's files have them as text.
  private static Map<String, Object> plain(ToolCall call) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("name", call.name());
    function.put("arguments", arguments(call.arguments()));
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("id", call.id());
    plain.put("type", "function");
    plain.put("function", function);
    return plain;
  }

  private static Object arguments(String text) {
    try {
      return Json.parse(text, Object.class);
    } catch (JacksonException noJson) {
      return text;
    }
  }
}
