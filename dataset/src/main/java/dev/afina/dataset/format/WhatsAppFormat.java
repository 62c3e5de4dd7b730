package dev.afina.dataset.format;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.WhatsAppLine.Said;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chat that WhatsApp exported, as text or in its ZIP. One speaker is the assistant
/// (`--assistant` says who); all that follows within [#PAUSE] is one conversation, and what one
/// side writes in a row is one message. Notices of the system and pictures are left out and
/// counted.
public record WhatsAppFormat(ImportOptions options) implements ConversationFormat {

  /// A longer silence begins another conversation.
  static final Duration PAUSE = Duration.ofHours(12);

  @Override
  public String word() {
    return "whatsapp";
  }

  static boolean looksLike(String begin) {
    return begin.lines().limit(5).anyMatch(line -> WhatsAppLine.BEGIN.matcher(utf8(line)).find());
  }

  /// The beginning was read byte by byte.
  private static String utf8(String bytes) {
    return new String(
        bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public Stream<Reading> read(Source source) {
    Source text = ZippedText.in(source);
    WhatsAppSurvey survey = WhatsAppSurvey.of(text);
    String assistant = assistant(source.name(), survey);
    boolean dayFirst = survey.dayFirst(options.table().dayFirst());
    Lines lines = new Lines(text);
    Chat chat = new Chat(source.name(), lines, assistant, dayFirst, survey.group(assistant));
    if (survey.isUndecided() && options.table().dayFirst() == null)
      chat.ready.add(
          new Reading.Note(
              1,
              new DatasetProblem.UncertainDates(
                  source.name(), dayFirst ? "day/month" : "month/day")));
    return lines.noted(Pulled.stream(chat::next, lines::close));
  }

  private String assistant(String file, WhatsAppSurvey survey) {
    List<String> speakers = List.copyOf(survey.speakers());
    if (speakers.isEmpty()) return "";
    String named = options.assistant();
    if (named == null) throw new Refused(new DatasetProblem.WhoAnswers(file, speakers));
    if (!speakers.contains(named))
      throw new Refused(new DatasetProblem.UnknownSpeaker(file, named, speakers));
    return named;
  }

  private static final class Chat {
    final Deque<Reading> ready = new ArrayDeque<>();
    private final String file;
    private final Lines lines;
    private final String assistant;
    private final boolean dayFirst;
    private final @Nullable String group;
    private final List<Message> messages = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private @Nullable Said open;
    private @Nullable Boolean answers;
    private int begin;
    private @Nullable LocalDateTime began;
    private @Nullable LocalDateTime last;
    private int leftOut;
    private int conversations;
    private boolean ended;

    Chat(String file, Lines lines, String assistant, boolean dayFirst, @Nullable String group) {
      this.file = file;
      this.lines = lines;
      this.assistant = assistant;
      this.dayFirst = dayFirst;
      this.group = group;
    }

    @Nullable Reading next() {
      while (ready.isEmpty()) {
        if (ended) return null;
        String line = lines.next();
        if (line == null) end();
        else if (lines.wasTooLong())
          ready.add(
              new Reading.Bad(
                  lines.number(),
                  new DatasetProblem.LineTooLong(file, lines.number(), Lines.LIMIT)));
        else take(line);
      }
      return ready.poll();
    }

    private void take(String line) {
      Said said = WhatsAppLine.parse(line, lines.number());
      if (said == null) {
        // A message of several lines; whatever stands before the first message is nobody's.
        if (open != null && words.length() + line.length() < Lines.LIMIT)
          words.append('\n').append(WhatsAppLine.plain(line));
        return;
      }
      finish();
      open = said;
      words.append(said.text());
    }

    /// The message is complete: it joins its side's message, or begins a new one.
    private void finish() {
      Said said = open;
      String text = WhatsAppLine.meant(words.toString());
      words.setLength(0);
      open = null;
      if (said == null) return;
      if (said.author() == null || text.isEmpty()) {
        leftOut++;
        return;
      }
      LocalDateTime time = said.time(dayFirst);
      if (time != null && last != null && Duration.between(last, time).compareTo(PAUSE) > 0)
        close();
      if (messages.isEmpty()) {
        begin = said.line();
        began = time;
      }
      if (time != null) last = time;
      boolean answer = said.author().equals(assistant);
      if (answers != null && answers == answer && !messages.isEmpty()) {
        Message before = messages.removeLast();
        messages.add(before.withContent(before.content() + "\n" + text));
      } else {
        messages.add(answer ? Message.assistant(text) : Message.user(text));
      }
      answers = answer;
    }

    private void close() {
      if (messages.isEmpty()) return;
      conversations++;
      About about =
          new About(
              null,
              group,
              began == null ? null : began.toInstant(ZoneOffset.UTC),
              List.of("whatsapp"),
              null);
      ready.add(new Reading.Good(begin, new Conversation(messages).withAbout(about)));
      messages.clear();
      answers = null;
    }

    private void end() {
      finish();
      close();
      ended = true;
      if (leftOut > 0)
        ready.add(
            new Reading.Note(
                1, new DatasetProblem.LeftOut(file, 1, leftOut, "system lines and media")));
      if (conversations == 0) ready.add(new Reading.Bad(1, new DatasetProblem.NoRows(file)));
    }
  }
}
