package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes a conversation fit that is too long to be learned whole. Whole turns go, the oldest first,
/// a turn being what was said up to and including an answer; system messages at the beginning stay.
/// If the last turn alone is still too long, the first message of it loses its beginning, word by
/// word. An answer is never cut.
public final class Shortening {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final List<Message> messages;
  private final int system;
  private final List<Integer> turns = new ArrayList<>();
  private final List<Integer> words;

  private Shortening(Conversation whole) {
    messages = whole.messages();
    int i = 0;
    while (i < messages.size() && messages.get(i).role() == Role.SYSTEM) i++;
    system = i;
    int start = i;
    for (; i < messages.size(); i++) {
      if (messages.get(i).role() != Role.ASSISTANT) continue;
      turns.add(start);
      start = i + 1;
    }
    words =
        turns.isEmpty() || messages.get(turns.getLast()).role() == Role.ASSISTANT
            ? List.of()
            : WORD.matcher(messages.get(turns.getLast()).content())
                .results()
                .map(MatchResult::start)
                .toList();
  }

  /// @param limit in tokens
  /// @param tokens how long a conversation is
  /// @return the conversation itself if it fits; nothing if its last answer does not
  public static Optional<Conversation> toFit(
      Conversation whole, int limit, ToIntFunction<Conversation> tokens) {
    if (tokens.applyAsInt(whole) <= limit) return Optional.of(whole);
    Shortening shortening = new Shortening(whole);
    // Each is shorter than the one before: the first that fits is found by halving.
    int low = 1;
    int high = shortening.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (tokens.applyAsInt(shortening.shortened(middle)) <= limit) high = middle;
      else low = middle + 1;
    }
    return low < shortening.size() ? Optional.of(shortening.shortened(low)) : Optional.empty();
  }

  /// How many conversations of decreasing length there are: without 0, 1, … turns, then without 1,
  /// 2, … words.
  private int size() {
    return turns.size() + Math.max(0, words.size() - 1);
  }

  private Conversation shortened(int by) {
    boolean onlyTurns = by < turns.size();
    int start = onlyTurns ? turns.get(by) : turns.getLast();
    List<Message> rest = new ArrayList<>(messages.subList(0, system));
    rest.addAll(messages.subList(start, messages.size()));
    if (!onlyTurns) {
      Message first = messages.get(start);
      int from = words.get(by - turns.size() + 1);
      rest.set(system, new Message(first.role(), first.content().substring(from)));
    }
    return new Conversation(rest);
  }
}
