package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// OpenAI's chat form, one conversation a line: `{"messages": [{"role", "content"}, …]}`.
///
/// @param whole written with everything that is known beside it, as Afina keeps its own files;
///   otherwise only with what the providers accept
public record ChatFormat(boolean whole, Scale scale) implements ConversationFormat.Writable {

  @Override
  public String word() {
    return whole ? "afina" : "openai";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.readings(
        source,
        JsonItems.Shape.list("conversations"),
        value -> Stream.of(ChatJson.read(source.name(), value.line(), value.node(), scale)));
  }

  @Override
  public Set<Part> carries() {
    return whole
        ? EnumSet.allOf(Part.class)
        : EnumSet.of(Part.SYSTEM, Part.TURNS, Part.TOOLS, Part.NAMES, Part.WEIGHTS);
  }

  @Override
  public Writer to(OutputStream out) {
    return JsonWriter.lines(out, whole ? conversation -> conversation : ChatFormat::toLearn);
  }

  /// What a training takes: up to the last answer, and nothing beside the messages but tools;
  /// `null` if nobody answers.
  public static @Nullable Conversation toLearn(Conversation conversation) {
    List<Message> messages = conversation.messages();
    int end = messages.size();
    while (end > 0 && messages.get(end - 1).role() != Role.ASSISTANT) end--;
    if (end == 0) return null;
    return new Conversation(
        messages.subList(0, end).stream()
            .map(message -> message.withFeedback(Feedback.NONE))
            .toList(),
        conversation.tools(),
        List.of(),
        About.NOTHING);
  }
}
