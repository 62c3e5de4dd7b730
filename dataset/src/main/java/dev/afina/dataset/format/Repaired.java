package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Provenance;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.text.CleanText;
import dev.afina.dataset.text.Mojibake;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Readings on their way in: broken letters are repaired and told with what they were before, and
/// each conversation remembers where it came from.
public final class Repaired {
  private Repaired() {}

  /// Longest piece of a text that is shown as before and after.
  private static final int SHOWN = 80;

  public static Stream<Reading> read(ConversationFormat format, Source source) {
    return Batched.map(
        format.read(source),
        Repaired::characters,
        reading -> reading instanceof Reading.Good good ? repaired(good, source.name()) : reading);
  }

  private static int characters(Reading reading) {
    return reading instanceof Reading.Good good
        ? good.conversation().messages().stream().mapToInt(one -> one.content().length()).sum()
        : 0;
  }

  private static Reading repaired(Reading.Good good, String file) {
    Conversation read = good.conversation();
    List<DatasetProblem> findings = new ArrayList<>(good.findings());
    List<Message> messages = new ArrayList<>(read.messages().size());
    for (Message message : read.messages())
      messages.add(repaired(message, file, good.line(), findings));
    Conversation repaired = messages.equals(read.messages()) ? read : read.withMessages(messages);
    if (read.about().provenance() == null)
      repaired =
          repaired.withAbout(
              read.about().withProvenance(new Provenance.Imported(file, good.line())));
    return new Reading.Good(good.line(), repaired, findings);
  }

  private static Message repaired(
      Message message, String file, int line, List<DatasetProblem> findings) {
    String content = text(message.content(), file, line, findings);
    Message repaired = content.equals(message.content()) ? message : message.withContent(content);
    String rejected = message.feedback().rejected();
    if (rejected == null) return repaired;
    String other = text(rejected, file, line, findings);
    return other.equals(rejected)
        ? repaired
        : repaired.withFeedback(new Feedback(message.feedback().ratings(), other));
  }

  private static String text(String text, String file, int line, List<DatasetProblem> findings) {
    String clean = CleanText.of(text);
    String repaired = Mojibake.repair(clean);
    if (!repaired.equals(clean)) findings.add(difference(clean, repaired, file, line));
    else if (!clean.equals(text) && hasControls(text))
      findings.add(new DatasetProblem.Cleaned(file, line));
    return repaired;
  }

  /// Line ends and composed letters are no fault worth a word.
  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != 0x85)
        return true;
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) return true;
        i++;
      }
    }
    return false;
  }

  /// The first line that was repaired, around the first letter that changed.
  private static DatasetProblem difference(String before, String after, String file, int line) {
    int same = 0;
    while (same < Math.min(before.length(), after.length())
        && before.charAt(same) == after.charAt(same)) same++;
    int from = Math.max(0, same - SHOWN / 4);
    return new DatasetProblem.Mojibake(file, line, piece(before, from), piece(after, from));
  }

  private static String piece(String text, int from) {
    int end = Math.min(text.length(), from + SHOWN);
    int lineEnd = text.indexOf('\n', Math.min(from + SHOWN / 4, text.length()));
    String piece = text.substring(from, lineEnd >= 0 && lineEnd < end ? lineEnd : end);
    return piece.substring(piece.lastIndexOf('\n') + 1).strip();
  }
}
