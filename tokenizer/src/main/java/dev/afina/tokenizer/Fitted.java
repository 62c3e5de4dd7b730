package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Conversations as a model learns them, none longer than a limit.
///
/// @param examples in the order of the conversations, without those that are too long
/// @param shortened how many lost something, by the rule of [Shortening]
/// @param tooLong those that do not fit
public record Fitted(List<Example> examples, int shortened, List<TooLong> tooLong) {

  /// @param line of the conversation, counted from 1
  public record TooLong(int line, int tokens) {}

  public Fitted {
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
    List<Example> fitting = new ArrayList<>();
    List<TooLong> tooLong = new ArrayList<>();
    int shortened = 0;
    ToIntFunction<Conversation> tokens = one -> examples.apply(one).ids().length;
    for (int i = 0; i < conversations.size(); i++) {
      Example whole = examples.apply(conversations.get(i));
      if (whole.ids().length <= limit) {
        fitting.add(whole);
        continue;
      }
      Optional<Conversation> fits =
          shorten ? Shortening.toFit(conversations.get(i), limit, tokens) : Optional.empty();
      if (fits.isPresent()) {
        shortened++;
        fitting.add(examples.apply(fits.get()));
      } else {
        tooLong.add(new TooLong(i + 1, whole.ids().length));
      }
    }
    return new Fitted(fitting, shortened, tooLong);
  }

  /// How many tokens are learned.
  public long learned() {
    return examples.stream().mapToLong(Example::learnedTokens).sum();
  }
}
