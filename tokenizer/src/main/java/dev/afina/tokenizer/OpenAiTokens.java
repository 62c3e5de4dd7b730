package dev.afina.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import java.util.function.ToIntFunction;

/// Counts as OpenAI's models do. A message takes three tokens beside its text and one more for a
/// name, and a conversation three to begin the answer ([OpenAI's
/// cookbook](https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken)).
public final class OpenAiTokens {

  /// What gpt-4o, gpt-4.1 and their smaller ones read of a training example; the rest is cut off.
  public static final int EXAMPLE_LIMIT = 65_536;

  private static final int A_MESSAGE = 3;
  private static final int A_NAME = 1;
  private static final int TO_ANSWER = 3;

  private final ToIntFunction<String> counter;

  private OpenAiTokens(ToIntFunction<String> counter) {
    this.counter = counter;
  }

  /// The tokens of gpt-4o, gpt-4.1 and later.
  public static OpenAiTokens o200k() {
    return New.ONE;
  }

  /// The tokens of gpt-3.5-turbo and gpt-4.
  public static OpenAiTokens cl100k() {
    return Old.ONE;
  }

  /// The tokens of a model by its name.
  public static OpenAiTokens of(String model) {
    boolean old = model.startsWith("gpt-3.5") || model.matches("(ft:)?gpt-4(-\\d.*|-turbo.*|)");
    return old ? cl100k() : o200k();
  }

  /// The tokens of a text; names of special tokens in it are text.
  public int count(String text) {
    return counter.applyAsInt(text);
  }

  /// The tokens of a training example.
  public int count(Conversation conversation) {
    int tokens = TO_ANSWER;
    for (Message message : conversation.messages()) {
      tokens += A_MESSAGE + count(message.role().word()) + count(message.content());
      String name = message.name();
      if (name != null) tokens += A_NAME + count(name);
    }
    return tokens;
  }

  // Reading two hundred thousand tokens takes a moment: only those that are needed.

  private static final class New {
    static final OpenAiTokens ONE = new OpenAiTokens(new O200k()::count);
  }

  private static final class Old {
    static final OpenAiTokens ONE =
        new OpenAiTokens(
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE)
                ::countTokensOrdinary);
  }
}
