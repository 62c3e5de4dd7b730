package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All conversations of a file that is small enough to be trained on, in whatever format it is. One
/// in which nobody asks or nobody answers cannot be learned and is left out with its finding.
public final class ChatListing {
  private ChatListing() {}

  /// @throws dev.afina.core.Refused if the file is missing or cannot be read at all
  public static Listing<Conversation> read(Path path) {
    return read(Source.of(path), ImportOptions.NONE);
  }

  /// @throws dev.afina.core.Refused if it cannot be read at all
  public static Listing<Conversation> read(Source source, ImportOptions options) {
    List<DatasetProblem> findings = new ArrayList<>();
    List<Located<Conversation>> items = new ArrayList<>();
    try (Stream<Reading> readings = Repaired.read(format(source, options), source)) {
      readings.forEach(reading -> {
        findings.addAll(reading.told());
        if (!(reading instanceof Reading.Good good)) return;
        List<DatasetProblem> lacking = lacking(source.name(), good);
        findings.addAll(lacking);
        if (lacking.isEmpty())
          items.add(new Located<>(good.conversation(), source.name(), good.line()));
      });
    }
    if (items.isEmpty() && findings.isEmpty())
      findings.add(new DatasetProblem.NoRows(source.name()));
    return new Listing<>(items, findings);
  }

  /// The project's own file says by its name what it is, even where its beginning is broken.
  private static ConversationFormat format(Source source, ImportOptions options) {
    return source.name().equals("examples.jsonl")
        ? new ChatFormat(true, options.scale())
        : Formats.of(source, options);
  }

  private static List<DatasetProblem> lacking(String file, Reading.Good good) {
    List<DatasetProblem> lacking = new ArrayList<>();
    int line = good.line();
    List<Message> messages = good.conversation().messages();
    boolean empty =
        messages.stream()
            .anyMatch(one ->
                one.content().isBlank() && one.role() != Role.ASSISTANT && one.role() != Role.TOOL);
    if (empty) lacking.add(new DatasetProblem.EmptyText(file, line));
    boolean hollow =
        messages.stream()
            .anyMatch(one ->
                one.role() == Role.ASSISTANT
                    && one.content().isBlank()
                    && one.toolUse().calls().isEmpty());
    if (hollow || messages.stream().noneMatch(one -> one.role() == Role.ASSISTANT))
      lacking.add(new DatasetProblem.MissingAnswer(file, line));
    if (messages.stream().noneMatch(one -> one.role() == Role.USER))
      lacking.add(new DatasetProblem.MissingQuestion(file, line));
    return lacking;
  }
}
