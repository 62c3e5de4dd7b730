package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a conversation becomes in a table: a row for each message, which reads back as it was. Of
/// several ratings the first has a place; a text that a spreadsheet would run is made harmless.
final class TableRows {

  static final List<String> HEADER =
      List.of(
          "conversation",
          "role",
          "text",
          "rating",
          "comment",
          "rater",
          "rejected",
          "group",
          "time",
          "tags");

  static final Set<Part> CARRIED =
      EnumSet.of(Part.SYSTEM, Part.TURNS, Part.RATINGS, Part.REJECTED, Part.ABOUT);

  private int conversations;
  private int neutralised;

  List<List<String>> of(Conversation conversation) {
    conversations++;
    About about = conversation.about();
    String id = about.id() == null ? Integer.toString(conversations) : about.id();
    List<List<String>> rows = new ArrayList<>();
    for (Message message : conversation.messages()) {
      List<Rating> ratings = message.feedback().ratings();
      List<Rating> marks =
          ratings.isEmpty() && message == conversation.messages().getLast()
              ? conversation.ratings()
              : ratings;
      Rating mark = marks.isEmpty() ? null : marks.getFirst();
      rows.add(
          List.of(
              cell(id),
              message.role().word(),
              cell(message.content()),
              mark == null ? "" : Integer.toString(mark.stars()),
              cell(mark == null ? null : mark.comment()),
              cell(mark == null ? null : mark.by()),
              cell(message.feedback().rejected()),
              cell(about.group()),
              about.time() == null ? "" : about.time().toString(),
              cell(String.join("|", about.tags()))));
    }
    return rows;
  }

  private String cell(@Nullable String text) {
    if (text == null) return "";
    if (Formulas.isRun(text)) neutralised++;
    return Formulas.neutral(text);
  }

  List<DatasetProblem> told() {
    return neutralised == 0 ? List.of() : List.of(new DatasetProblem.Neutralised(neutralised));
  }
}
