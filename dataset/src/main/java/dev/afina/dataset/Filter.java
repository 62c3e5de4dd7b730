package dev.afina.dataset;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Which conversations are good enough to learn from. An answer that somebody corrected is always
/// good enough: what is learned is the correction, and its marks are of the text before.
///
/// @param on whether ratings count at all; the window of time always does
/// @param minimum stars; of several raters the mean counts
/// @param unrated whether what nobody rated stays
/// @param scope what goes: the conversation, or only its bad answers
public record Filter(boolean on, int minimum, boolean unrated, Scope scope, Window window) {

  /// 4 and 5 stars and what nobody rated stay.
  public static final Filter USUAL = new Filter(true, 4, true, Scope.CONVERSATIONS, Window.ALWAYS);

  public enum Scope {
    CONVERSATIONS,
    /// Badly rated answers are read but not learned (`weight: 0`).
    ANSWERS
  }

  /// When a conversation must have begun; one that says no time is then left out.
  ///
  /// @param from the first moment that counts, or `null`
  /// @param to the first moment that counts no more, or `null`
  public record Window(@Nullable Instant from, @Nullable Instant to) {
    public static final Window ALWAYS = new Window(null, null);

    /// As people say it: days, both included, or exact times; `null` or empty for no end.
    ///
    /// @throws java.time.DateTimeException if one of them is neither
    public static Window between(@Nullable String from, @Nullable String to) {
      return new Window(moment(from, 0), moment(to, 1));
    }

    private static @Nullable Instant moment(@Nullable String text, int days) {
      if (text == null || text.isEmpty()) return null;
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    }
  }

  /// What becomes of a conversation.
  public sealed interface Fate {
    /// @param stars whole ones, rounded down; 0 if nobody rated it
    /// @param muted how many of its answers are not learned
    record Stays(Conversation conversation, int stars, int muted, boolean corrected)
        implements Fate {}

    record Goes(Reason reason, int stars) implements Fate {}
  }

  public enum Reason {
    STARS,
    UNRATED,
    EARLY,
    LATE,
    UNDATED,
    /// Nobody answers, or no answer is left that may be learned.
    NO_ANSWER
  }

  public Filter {
    if (minimum < 1 || minimum > 5)
      throw new IllegalArgumentException("a minimum of 1 to 5 stars, not " + minimum);
  }

  public Fate of(Conversation conversation) {
    OptionalDouble mean = stars(conversation);
    int stars = (int) mean.orElse(0);
    Reason outside = outside(conversation.about().time());
    if (outside != null) return new Fate.Goes(outside, stars);
    if (conversation.messages().stream().noneMatch(Message::isLearned))
      return new Fate.Goes(Reason.NO_ANSWER, stars);
    boolean corrected = conversation.messages().stream().anyMatch(Filter::isCorrected);
    if (!on) return new Fate.Stays(conversation, stars, 0, corrected);
    boolean answersRated =
        conversation.messages().stream()
            .anyMatch(one -> !isCorrected(one) && mean(one).isPresent());
    if (scope == Scope.ANSWERS && (answersRated || corrected))
      return byAnswer(conversation, stars, corrected);
    if (corrected) return new Fate.Stays(conversation, stars, 0, true);
    if (mean.isEmpty())
      return unrated ? new Fate.Stays(conversation, 0, 0, false) : new Fate.Goes(Reason.UNRATED, 0);
    return mean.getAsDouble() >= minimum
        ? new Fate.Stays(conversation, stars, 0, false)
        : new Fate.Goes(Reason.STARS, stars);
  }

  private Fate byAnswer(Conversation conversation, int stars, boolean corrected) {
    List<Message> messages = new ArrayList<>(conversation.messages().size());
    int muted = 0;
    boolean learned = false;
    for (Message message : conversation.messages()) {
      boolean mute = message.isLearned() && !isGood(message);
      messages.add(mute ? message.withWeight(0) : message);
      if (mute) muted++;
      learned |= message.isLearned() && !mute;
    }
    if (!learned) return new Fate.Goes(Reason.STARS, stars);
    return new Fate.Stays(
        muted == 0 ? conversation : conversation.withMessages(messages), stars, muted, corrected);
  }

  private boolean isGood(Message answer) {
    if (isCorrected(answer)) return true;
    OptionalDouble mean = mean(answer);
    return mean.isEmpty() ? unrated : mean.getAsDouble() >= minimum;
  }

  private @Nullable Reason outside(@Nullable Instant time) {
    Instant from = window.from();
    Instant to = window.to();
    if (from == null && to == null) return null;
    if (time == null) return Reason.UNDATED;
    if (from != null && time.isBefore(from)) return Reason.EARLY;
    return to != null && !time.isBefore(to) ? Reason.LATE : null;
  }

  private static boolean isCorrected(Message message) {
    return message.role() == Role.ASSISTANT && message.feedback().rejected() != null;
  }

  private static OptionalDouble mean(Message message) {
    return message.role() == Role.ASSISTANT
        ? mean(message.feedback().ratings())
        : OptionalDouble.empty();
  }

  private static OptionalDouble mean(List<Rating> ratings) {
    return ratings.stream().mapToInt(Rating::stars).average();
  }

  /// The mean of the marks of the whole conversation, else of its answers; corrected answers do not
  /// count.
  public static OptionalDouble stars(Conversation conversation) {
    if (!conversation.ratings().isEmpty()) return mean(conversation.ratings());
    return conversation.messages().stream()
        .filter(message -> message.role() == Role.ASSISTANT && !isCorrected(message))
        .flatMap(message -> message.feedback().ratings().stream())
        .mapToInt(Rating::stars)
        .average();
  }
}
