package dev.afina.engine;

import dev.afina.engine.vector.Talk;
import dev.afina.model.ChatModel.Reply;
import org.jspecify.annotations.Nullable;

/// An answer in the making: the conversation before it has been read, and its first token chosen.
final class Turn implements AutoCloseable {
  private final Answerer answerer;
  private final Past past;
  private final Speech speech;
  private @Nullable Talk talk;

  /// @param answerer who read the conversation
  /// @param past what was read
  Turn(Answerer answerer, Past past, Speech speech) {
    this.answerer = answerer;
    this.past = past;
    this.speech = speech;
  }

  Answerer answerer() {
    return answerer;
  }

  Past past() {
    return past;
  }

  Speech speech() {
    return speech;
  }

  /// The same conversation on the processor's vectors.
  Talk talk(Speaking.ByVectors vectors) {
    if (talk == null) {
      talk = vectors.talk(answerer.adapter());
      talk.begin(past.length(), past.keys(), past.values());
      past.close();
    }
    return talk;
  }

  boolean goesOn() {
    return speech.goesOn();
  }

  /// The whole answer.
  Reply end() {
    close();
    return speech.end();
  }

  @Override
  public void close() {
    past.close();
  }
}
