package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sentences under their intents: `{"buy": ["I take it", …], …}`; also `[sentence, intent]` pairs
/// in named parts, as CLINC150 has them, and `{"intents": [{"tag", "patterns"}]}`.
public record IntentsFormat() implements ConversationFormat {

  @Override
  public String word() {
    return "intents";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.readings(
        source,
        JsonItems.Shape.MEMBERS,
        value -> read(source.name(), value.line(), value.key(), value.node()).stream());
  }

  private static List<Reading> read(String file, int line, String key, JsonNode node) {
    if (node.isString()) return List.of(sentence(file, line, node.asString(), key, null));
    if (node.isArray() && node.size() == 2 && node.get(0).isString() && node.get(1).isString())
      return List.of(sentence(file, line, node.get(0).asString(), node.get(1).asString(), key));
    if (!node.isObject()) return List.of(missing(file, line, "text"));
    String label = Fields.text(node, "label", "intent", "tag", "name");
    String intent = label == null ? key : label;
    String text = Fields.text(node, "text", "texto", "sentence");
    if (text != null) return List.of(sentence(file, line, text, intent, null));
    List<Reading> many = new ArrayList<>();
    for (String name : List.of("patterns", "examples", "utterances", "ejemplos"))
      for (JsonNode one : node.path(name)) {
        String words = one.isString() ? one.asString() : Fields.text(one, "text");
        many.add(
            words == null
                ? missing(file, line, "text")
                : sentence(file, line, words, intent, null));
      }
    return many.isEmpty() ? List.of(missing(file, line, "text")) : many;
  }

  private static Reading sentence(
      String file, int line, String text, String intent, @Nullable String part) {
    if (text.isBlank()) return new Reading.Bad(line, new DatasetProblem.EmptyText(file, line));
    if (intent.isBlank())
      return new Reading.Bad(line, new DatasetProblem.MissingLabel(file, line, "label"));
    Conversation conversation =
        Conversation.of(Message.user(text.strip()), Message.assistant(intent.strip()));
    return new Reading.Good(
        line,
        part == null
            ? conversation
            : conversation.withAbout(About.NOTHING.withTags(List.of(part))));
  }

  private static Reading missing(String file, int line, String field) {
    return new Reading.Bad(line, new DatasetProblem.MissingField(file, line, field));
  }
}
