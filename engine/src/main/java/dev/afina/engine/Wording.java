package dev.afina.engine;

import dev.afina.model.Base;
import dev.afina.model.Sampling;
import dev.afina.tokenizer.ChatTokenizer;
import dev.afina.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a base reads and writes: the same for all adapters and threads.
final class Wording implements AutoCloseable {
  private final Tokenizer tokenizer;
  private final ChatTokenizer chats;
  private final Set<Integer> ends;
  private @Nullable TokenTexts texts; // once an answer has a form

  Wording(Base base) {
    this.tokenizer = base.tokenizer();
    this.chats = new ChatTokenizer(tokenizer, base.template());
    this.ends = new HashSet<>(base.ends());
    this.ends.add(chats.endOfTurn());
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  ChatTokenizer chats() {
    return chats;
  }

  /// The tokens that end an answer: those of the model, and the template's end of turn.
  Set<Integer> ends() {
    return ends;
  }

  /// The form an answer keeps to, if it has one.
  synchronized @Nullable Form form(Sampling.End end) {
    if (end.schema().isEmpty()) return null;
    if (texts == null) texts = new TokenTexts(tokenizer, ends);
    return new Form(end, texts, ends);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
