package dev.afina.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import org.jspecify.annotations.Nullable;

/// Counts as OpenAI's models do. A message takes three tokens beside its text and one more for a
/// name, and a conversation three to begin the answer ([OpenAI's
/// cookbook](https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken)).
public final class OpenAiTokens {

  /// What gpt-4o, gpt-4.1 and their smaller ones read of a training example; the rest is cut off.
  public static final int EXAMPLE_LIMIT = 65_536;

  private static final int A_MESSAGE = 3;
  private static final int A_NAME = 1;
  private static final int TO_ANSWER = 3;

  /// Words come again and again: the tokens of those met last are kept, one for each place.
  private static final int PLACES = 1 << 16;

  private static final int LONGEST_KEPT = 32;

  /// @param tokens of a piece of text
  private record Known(String piece, int tokens) {}

  private final Encoding encoding;
  private final boolean cuts;
  private final @Nullable Known[] known = new Known[PLACES];

  private OpenAiTokens(EncodingType type) {
    // Reading two hundred thousand tokens takes a moment: only the one that is needed.
    encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
    cuts = type == EncodingType.O200K_BASE;
  }

  /// The tokens of gpt-4o, gpt-4.1 and later.
  public static OpenAiTokens o200k() {
    return O200k.ONE;
  }

  /// The tokens of gpt-3.5-turbo and gpt-4.
  public static OpenAiTokens cl100k() {
    return Cl100k.ONE;
  }

  /// The tokens of a model by its name.
  public static OpenAiTokens of(String model) {
    boolean old = model.startsWith("gpt-3.5") || model.matches("(ft:)?gpt-4(-\\d.*|-turbo.*|)");
    return old ? cl100k() : o200k();
  }

  /// The tokens of a text; names of special tokens in it are text.
  public int count(String text) {
    if (!cuts) return encoding.countTokensOrdinary(text);
    Pieces pieces = new Pieces(text);
    int tokens = 0;
    for (int from = 0, to; from < text.length(); from = to) {
      to = pieces.end(from);
      tokens += to - from > 1 || text.charAt(from) >= 0x80 ? ofPiece(text, from, to) : 1;
    }
    return tokens;
  }

  /// Several threads may ask: they only take each other's places.
  private int ofPiece(String text, int from, int to) {
    int length = to - from;
    if (length > LONGEST_KEPT) return encoding.countTokensOrdinary(text.substring(from, to));
    int hash = 0;
    for (int i = from; i < to; i++) hash = 31 * hash + text.charAt(i);
    int place = hash * 0x9E3779B1 >>> 16;
    Known one = known[place];
    if (one == null || one.piece().length() != length || !text.startsWith(one.piece(), from)) {
      String piece = text.substring(from, to);
      one = new Known(piece, encoding.countTokensOrdinary(piece));
      known[place] = one;
    }
    return one.tokens();
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

  private static final class O200k {
    static final OpenAiTokens ONE = new OpenAiTokens(EncodingType.O200K_BASE);
  }

  private static final class Cl100k {
    static final OpenAiTokens ONE = new OpenAiTokens(EncodingType.CL100K_BASE);
  }
}
