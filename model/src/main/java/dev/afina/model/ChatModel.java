package dev.afina.model;

import dev.afina.core.Message;
import java.util.List;
import java.util.function.Predicate;

/// Something that answers a conversation: a base, or a base with what was learned.
public interface ChatModel extends AutoCloseable {

  /// Answers the last message. `piece` receives the text as it is made and says whether to go on;
  /// what was made until then is the answer.
  Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece);

  /// Answers several conversations that have nothing to do with one another, in their order.
  default List<Reply> replies(List<List<Message>> conversations, Sampling sampling) {
    return conversations.stream().map(one -> reply(one, sampling, _ -> true)).toList();
  }

  @Override
  void close();

  /// @param finished whether the model ended its turn itself, or came to a text that ends the
  ///   answer; otherwise it was cut at the maximum
  /// @param chances one for each token if the sampling asked for them, else none
  record Reply(
      String text, int promptTokens, int tokens, boolean finished, List<TokenChance> chances) {
    public Reply {
      chances = List.copyOf(chances);
    }

    /// A reply of which no probabilities are told.
    public Reply(String text, int promptTokens, int tokens, boolean finished) {
      this(text, promptTokens, tokens, finished, List.of());
    }
  }

  /// How likely the model itself found a token, before penalties, temperature and cuts.
  ///
  /// @param id its number in the vocabulary
  /// @param token its text; half a character shows as a replacement character
  /// @param logProbability natural logarithm
  /// @param alternatives the likeliest tokens in its place, likeliest first, without alternatives
  ///   of their own
  record TokenChance(int id, String token, double logProbability, List<TokenChance> alternatives) {
    public TokenChance {
      alternatives = List.copyOf(alternatives);
    }
  }
}
