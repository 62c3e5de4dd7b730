package dev.afina.training.local;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.model.Sampling;
import java.util.List;

/// What an answering engine is asked: a line of JSON on its standard input.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "do")
public sealed interface Request {

  /// How likely each answer is to each question; answered by [Response.Scores].
  record Score(List<List<Message>> questions, List<String> answers) implements Request {}

  /// How likely each conversation's last answer is; answered by [Response.Likelihoods].
  record Weigh(List<Conversation> conversations) implements Request {}

  /// Go on with the conversation; answered by [Response.Piece]s and a [Response.Replied].
  record Speak(List<Message> messages, Sampling sampling) implements Request {}

  /// Go on with each of the conversations; answered by [Response.Replies].
  record SpeakAll(List<List<Message>> conversations, Sampling sampling) implements Request {}

  /// Stop speaking; what was said until now is the reply.
  record Hush() implements Request {}
}
