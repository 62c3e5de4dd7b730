package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.XmlElements.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conversations in XML: elements called `conversation`, `dialog`, `chat` or `ticket` that hold
/// `message`, `turn` or `comment`; who speaks and how it was rated are attributes or elements. No
/// document type is read and nothing outside of the file.
public record XmlFormat(ImportOptions options) implements ConversationFormat {

  static final Set<String> CONVERSATIONS =
      Set.of("conversation", "dialog", "dialogue", "chat", "ticket", "conversacion", "dialogo");

  private static final Set<String> MESSAGES =
      Set.of("message", "turn", "comment", "utterance", "mensaje", "turno");

  private static final Set<String> ASSISTANTS =
      Set.of("assistant", "agent", "bot", "support", "admin", "agente", "asistente", "soporte");

  @Override
  public String word() {
    return "xml";
  }

  @Override
  public Stream<Reading> read(Source source) {
    XmlElements elements = new XmlElements(source, CONVERSATIONS);
    return Pulled.stream(elements::next, elements::close)
        .map(found ->
            switch (found) {
              case XmlElements.Broken broken -> new Reading.Bad(broken.line(), broken.problem());
              case XmlElements.Whole whole -> read(source.name(), whole.line(), whole.element());
            });
  }

  private Reading read(String file, int line, Element element) {
    Fields fields = new Fields(file, line);
    List<Message> messages = new ArrayList<>();
    List<Element> spoken = new ArrayList<>();
    collect(element, spoken);
    for (Element one : spoken) {
      String text = one.value("text", "content", "body", "value", "texto");
      String words = text == null ? one.text().toString().strip() : text.strip();
      if (words.isEmpty()) continue;
      Rating rating = rating(one, fields);
      Message message = new Message(role(one), words);
      messages.add(rating == null ? message : message.withFeedback(new Feedback(List.of(rating))));
    }
    if (messages.isEmpty())
      return new Reading.Bad(line, new DatasetProblem.MissingField(file, line, "message"));
    Rating rating = rating(element, fields);
    String id = element.value("id");
    String group = element.value("group", "customer", "grupo", "cliente");
    return new Reading.Good(
        line,
        new Conversation(messages)
            .withRatings(rating == null ? List.of() : List.of(rating))
            .withAbout(
                new About(
                    id,
                    group,
                    fields.time(element.value("time", "date", "created_at", "fecha")),
                    List.of(),
                    null)),
        fields.findings);
  }

  private static void collect(Element element, List<Element> spoken) {
    for (Element child : element.children())
      if (MESSAGES.contains(child.name().toLowerCase(Locale.ROOT))) spoken.add(child);
      else collect(child, spoken);
  }

  private Role role(Element message) {
    String speaker = message.value("role", "from", "author", "speaker", "sender", "rol", "autor");
    String assistant = options.assistant();
    if (speaker == null) return Role.USER;
    if (assistant != null) return speaker.equals(assistant) ? Role.ASSISTANT : Role.USER;
    String lower = speaker.toLowerCase(Locale.ROOT);
    if (lower.equals("system")) return Role.SYSTEM;
    return ASSISTANTS.contains(lower) ? Role.ASSISTANT : Role.USER;
  }

  private @Nullable Rating rating(Element element, Fields fields) {
    return fields.rating(
        element.value("rating", "stars", "valoracion", "estrellas"),
        options.scale(),
        element.value("remark", "rating_comment", "comentario"),
        element.value("rater", "rated_by"));
  }
}
