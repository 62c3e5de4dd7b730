package dev.afina.tokenizer;

import dev.afina.core.Message;
import java.util.List;

/// How a model wants a conversation written.
public interface ChatTemplate {

  /// The conversation as text, in `open` form if the assistant shall go on (ending where its answer
  /// begins).
  String render(List<Message> messages, boolean open);

  /// What ends a turn: a special token's name, for instance `<|im_end|>`. An answer is learned and
  /// scored together with it, and generation stops at it.
  String endOfTurn();
}
