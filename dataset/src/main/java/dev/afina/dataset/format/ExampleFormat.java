package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
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
import tools.jackson.databind.JsonNode;

/// One question and one answer an object, under two names: `text` and `label` for a classifier,
/// `prompt` and `completion` for a generator. What else is known (`confidence`, `style`, `length`,
/// `rating`) becomes tags and ratings.
///
/// @param question what the question is called, the first name is the one written
/// @param answer likewise
/// @param beside members that become tags
public record ExampleFormat(
    String word, List<String> question, List<String> answer, List<String> beside, Scale scale)
    implements ConversationFormat.Writable {

  static ExampleFormat labels(Scale scale) {
    return new ExampleFormat(
        "labels",
        List.of("text", "texto", "sentence", "query"),
        List.of("label", "intent", "intención", "intencion", "etiqueta"),
        List.of("confidence"),
        scale);
  }

  static ExampleFormat prompts(Scale scale) {
    return new ExampleFormat(
        "prompts",
        List.of("prompt"),
        List.of("completion", "response"),
        List.of("style", "length"),
        scale);
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.single(source, this::read);
  }

  private Reading read(String file, int line, JsonNode object) {
    Fields fields = new Fields(file, line);
    String asked = Fields.text(object, question.toArray(String[]::new));
    String said = Fields.text(object, answer.toArray(String[]::new));
    if (asked == null) return missing(file, line, question.getFirst());
    if (said == null) return missing(file, line, answer.getFirst());
    List<String> tags = new ArrayList<>();
    for (String name : beside) {
      String value = Fields.text(object, name);
      if (value != null) tags.add(name + ":" + value);
    }
    List<Rating> ratings = new ChatJson(fields, scale).ratings(object);
    String group = Fields.text(object, "group");
    String id = Fields.text(object, "id");
    About about =
        tags.isEmpty() && group == null && id == null
            ? About.NOTHING
            : new About(id, group, null, tags, null);
    return new Reading.Good(
        line,
        Conversation.of(Message.user(asked.strip()), Message.assistant(said.strip()))
            .withRatings(ratings)
            .withAbout(about),
        fields.findings);
  }

  private static Reading missing(String file, int line, String field) {
    return new Reading.Bad(line, new DatasetProblem.MissingField(file, line, field));
  }

  @Override
  public Set<Part> carries() {
    return EnumSet.noneOf(Part.class);
  }

  @Override
  public Writer to(OutputStream out) {
    return JsonWriter.lines(out, this::form);
  }

  private @Nullable Object form(Conversation conversation) {
    return Exchange.of(conversation)
        .flatMap(Exchange::only)
        .<Object>map(turn -> {
          Map<String, String> form = new LinkedHashMap<>();
          form.put(question.getFirst(), turn.question());
          form.put(answer.getFirst(), turn.answer());
          return form;
        })
        .orElse(null);
  }
}
