package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import dev.afina.core.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Conversations as a model learns them, none longer than a limit.
///
/// @param conversations in their order, without those that are too long
/// @param examples what is learned of them
/// @param shortened how many lost something, by the rule of [Shortening]
/// @param tooLong those that do not fit
public record Fitted(
    List<Conversation> conversations,
    List<Example> examples,
    int shortened,
    List<TooLong> tooLong) {

  /// @param line of the conversation, counted from 1
  public record TooLong(int line, int tokens) {}

  public Fitted {
    conversations = List.copyOf(conversations);
    examples = List.copyOf(examples);
    tooLong = List.copyOf(tooLong);
  }

  /// @param limit in tokens
  /// @param shorten whether a longer conversation is made to fit
  /// @param examples how a conversation is written
  public static Fitted of(
      List<Conversation> conversations,
      int limit,
      boolean shorten,
      Function<Conversation, Example> examples) {
    List<Conversation> kept = new ArrayList<>();
    List<Example> fitting = new ArrayList<>();
    List<TooLong> tooLong = new ArrayList<>();
    int shortened = 0;
    ToIntFunction<Conversation> tokens = one -> examples.apply(one).ids().length;
    for (int i = 0; i < conversations.size(); i++) {
      Example whole = examples.apply(conversations.get(i));
      if (whole.ids().length <= limit) {
        kept.add(conversations.get(i));
        fitting.add(whole);
        continue;
      }
      Optional<Conversation> fits =
          shorten ? Shortening.toFit(conversations.get(i), limit, tokens) : Optional.empty();
      if (fits.isPresent()) {
        shortened++;
        kept.add(fits.get());
        fitting.add(examples.apply(fits.get()));
      } else {
        tooLong.add(new TooLong(i + 1, whole.ids().length));
      }
    }
    return new Fitted(kept, fitting, shortened, tooLong);
  }

  /// The same of pairs of answers; the longer answer counts.
  ///
  /// @param pairs as [Pair#conversation] writes them
  public static Fitted ofPairs(
      List<Conversation> pairs,
      int limit,
      boolean shorten,
      Function<Conversation, Example> examples) {
    return of(
        pairs,
        limit,
        shorten,
        one -> {
          Pair pair = Pair.in(one).getLast();
          Example preferred = examples.apply(pair.ofPreferred());
          Example rejected = examples.apply(pair.ofRejected());
          return preferred.ids().length > rejected.ids().length ? preferred : rejected;
        });
  }

  /// How many tokens are learned.
  public long learned() {
    return examples.stream().mapToLong(Example::learnedTokens).sum();
  }
}
