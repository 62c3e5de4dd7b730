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

  /// How tokens are drawn.
  ///
  /// @param temperature 0 takes the likeliest token each time
  /// @param seed makes a drawing with a temperature repeatable
  record Sampling(double temperature, int maxTokens, long seed) {
    public Sampling {
      if (!(temperature >= 0 && temperature <= 2))
        throw new IllegalArgumentException(
            "a temperature lies between 0 and 2, not at " + temperature);
      if (maxTokens < 1)
        throw new IllegalArgumentException("an answer of " + maxTokens + " tokens");
    }

    public static Sampling greedy(int maxTokens) {
      return new Sampling(0, maxTokens, 0);
    }
  }

  /// @param finished whether the model ended its turn itself, or was cut at the maximum
  record Reply(String text, int promptTokens, int tokens, boolean finished) {}
}
