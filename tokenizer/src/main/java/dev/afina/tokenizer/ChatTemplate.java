package dev.afina.tokenizer;

import dev.afina.core.Message;
import dev.afina.core.Refused;
import java.util.List;

/// How a model wants a conversation written.
public interface ChatTemplate {

  /// The conversation as text, in `open` form if the assistant shall go on (ending where its answer
  /// begins).
  String render(List<Message> messages, boolean open);

  /// What ends a turn: a special token's name, for instance `<|im_end|>`. An answer is learned and
  /// scored together with it, and generation stops at it.
  String endOfTurn();

  /// Recognises a template by its text. Only the ChatML family is known.
  ///
  /// @param place where the text stands, for the message
  /// @throws Refused with [TokenizerProblem.UnknownTemplate]
  static ChatTemplate of(String text, String place) {
    return ChatMlText.read(text)
        .orElseThrow(() -> new Refused(new TokenizerProblem.NoTemplate(place)));
  }

  private static String start(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
