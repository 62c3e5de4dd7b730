package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The conversations in the rows of a table: a row is a question with its answer, a sentence with
/// its label, or one message. Rows below each other with the same conversation belong together.
final class TableConversations {
  private final String file;
  private final Supplier<@Nullable Row> rows;
  private final ImportOptions options;
  private final List<String> header;
  private final TableColumns columns;
  private final Deque<Reading> ready = new ArrayDeque<>();
  private @Nullable Open open;
  private boolean ended;

  /// A conversation to which the next row may belong.
  private static final class Open {
    final String id;
    final Fields fields;
    final List<Message> messages = new ArrayList<>();
    final List<Rating> ratings = new ArrayList<>();
    About about = About.NOTHING;

    Open(String id, Fields fields) {
      this.id = id;
      this.fields = fields;
    }
  }

  /// @throws Refused if no column looks like what was said, or a named one is not there
  TableConversations(String file, Supplier<@Nullable Row> rows, ImportOptions options) {
    this.file = file;
    this.rows = rows;
    this.options = options;
    this.header = header();
    this.columns = TableColumns.of(file, header, options);
  }

  /// Which column is what, by their names in the file.
  Map<Column, String> columns() {
    return columns.names();
  }

  private List<String> header() {
    for (Row row = rows.get(); row != null; row = rows.get())
      switch (row) {
        case Row.Broken broken -> ready.add(new Reading.Bad(broken.line(), broken.problem()));
        case Row.Fields fields -> {
          return fields.fields().stream().map(String::strip).toList();
        }
      }
    ended = true;
    if (ready.isEmpty()) ready.add(new Reading.Bad(1, new DatasetProblem.NoRows(file)));
    return List.of();
  }

  @Nullable Reading next() {
    while (ready.isEmpty()) {
      if (ended) return null;
      Row row = rows.get();
      if (row == null) {
        ended = true;
        close();
      } else {
        switch (row) {
          case Row.Broken broken -> ready.add(new Reading.Bad(broken.line(), broken.problem()));
          case Row.Fields fields -> take(fields);
        }
      }
    }
    return ready.poll();
  }

  private void take(Row.Fields row) {
    if (row.fields().stream().allMatch(String::isBlank)) return;
    if (row.fields().size() != header.size()) {
      ready.add(
          new Reading.Bad(
              row.line(),
              new DatasetProblem.UnevenRow(file, row.line(), row.fields().size(), header.size())));
      return;
    }
    Fields fields = new Fields(file, row.line());
    List<Message> messages = messages(row, fields);
    if (messages.isEmpty()) {
      for (DatasetProblem problem : fields.findings)
        ready.add(new Reading.Bad(row.line(), problem));
      return;
    }
    String id = text(row, Column.CONVERSATION);
    if (open == null || id.isEmpty() || !open.id.equals(id)) {
      close();
      open = new Open(id, fields);
      open.about = about(row, id, fields);
    } else {
      open.fields.findings.addAll(fields.findings);
      // The system prompt stands in each row; it is said once.
      if (messages.getFirst().role() == Role.SYSTEM && !columns.areMessages())
        messages = messages.subList(1, messages.size());
    }
    open.messages.addAll(messages);
  }

  private void close() {
    if (open != null)
      ready.add(
          new Reading.Good(
              open.fields.line,
              new Conversation(open.messages).withRatings(open.ratings).withAbout(open.about),
              open.fields.findings));
    open = null;
  }

  /// What the row says; nothing and a finding if it says nothing.
  private List<Message> messages(Row.Fields row, Fields fields) {
    if (columns.areMessages()) return message(row, fields);
    boolean labelled = !columns.has(Column.USER, Column.ASSISTANT);
    Column question = labelled ? Column.TEXT : Column.USER;
    Column answer = labelled ? Column.LABEL : Column.ASSISTANT;
    String asked = text(row, question);
    String said = text(row, answer);
    if (asked.isEmpty()) fields.findings.add(new DatasetProblem.EmptyText(file, row.line()));
    if (said.isEmpty())
      fields.findings.add(new DatasetProblem.MissingLabel(file, row.line(), columns.name(answer)));
    if (asked.isEmpty() || said.isEmpty()) return List.of();
    List<Message> messages = new ArrayList<>();
    String system = text(row, Column.SYSTEM);
    if (!system.isEmpty()) messages.add(Message.system(system));
    messages.add(Message.user(asked));
    messages.add(marked(Message.assistant(said), row, fields));
    return messages;
  }

  private List<Message> message(Row.Fields row, Fields fields) {
    String said = text(row, Column.TEXT);
    if (said.isEmpty()) {
      fields.findings.add(new DatasetProblem.EmptyText(file, row.line()));
      return List.of();
    }
    Message message = new Message(role(text(row, Column.ROLE)), said);
    return List.of(marked(message, row, fields));
  }

  private Role role(String speaker) {
    String assistant = options.assistant();
    if (assistant != null) return speaker.equalsIgnoreCase(assistant) ? Role.ASSISTANT : Role.USER;
    return switch (speaker.toLowerCase(Locale.ROOT)) {
      case "assistant", "asistente", "agent", "agente", "bot", "support", "soporte", "admin" ->
          Role.ASSISTANT;
      case "system", "sistema" -> Role.SYSTEM;
      case "tool" -> Role.TOOL;
      default -> Role.USER;
    };
  }

  private Message marked(Message message, Row.Fields row, Fields fields) {
    String comment = text(row, Column.COMMENT);
    String rater = text(row, Column.RATER);
    Rating rating =
        fields.rating(
            text(row, Column.RATING),
            options.scale(),
            comment.isEmpty() ? null : comment,
            rater.isEmpty() ? null : rater);
    String correction = text(row, Column.CORRECTION);
    String rejected = text(row, Column.REJECTED);
    boolean corrected = !correction.isEmpty() && message.role() == Role.ASSISTANT;
    Feedback feedback =
        new Feedback(
            rating == null ? List.of() : List.of(rating),
            corrected ? message.content() : rejected.isEmpty() ? null : rejected);
    return message.withContent(corrected ? correction : message.content()).withFeedback(feedback);
  }

  private About about(Row.Fields row, String id, Fields fields) {
    String group = text(row, Column.GROUP);
    String tags = text(row, Column.TAGS);
    return new About(
        id.isEmpty() ? null : id,
        group.isEmpty() ? null : group,
        fields.time(text(row, Column.TIME)),
        tags.isEmpty() ? List.of() : Arrays.stream(tags.split("[,|]")).map(String::strip).toList(),
        null);
  }

  private String text(Row.Fields row, Column column) {
    return columns.text(row, column);
  }
}
