package dev.afina.training.local;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.model.Sampling;
import java.util.List;

/// What an answering engine is asked: a line of JSON on its standard input. Requests may overlap; a
/// number of its own tells which one a response belongs to. An adapter is the folder of one, or
/// empty for the base as it is.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "do")
public sealed interface Request {

  int id();

  /// Make an adapter ready; answered by [Response.Ready].
  record Load(int id, String adapter) implements Request {}

  /// How likely each answer is to each question; answered by [Response.Scores].
  record Score(int id, String adapter, List<List<Message>> questions, List<String> answers)
      implements Request {}

  /// How likely each conversation's last answer is; answered by [Response.Likelihoods].
  record Weigh(int id, String adapter, List<Conversation> conversations) implements Request {}

  /// Go on with the conversation; answered by [Response.Piece]s and a [Response.Replied].
  record Speak(int id, String adapter, List<Message> messages, Sampling sampling)
      implements Request {}

  /// Stop speaking; what was said until now is the reply.
  ///
  /// @param id of the [Speak] that is meant
  record Hush(int id) implements Request {}
}
