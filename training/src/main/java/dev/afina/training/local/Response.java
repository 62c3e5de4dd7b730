package dev.afina.training.local;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel.Likelihood;
import dev.afina.training.TrainingProblem;
import java.util.List;

/// What an answering engine says: a line of JSON on its standard output.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
public sealed interface Response {

  /// The model is loaded; said once.
  record Ready() implements Response {}

  record Scores(List<double[]> scores) implements Response {}

  record Likelihoods(List<Likelihood> likelihoods) implements Response {}

  /// The next part of a reply.
  record Piece(String text) implements Response {}

  record Replied(Reply reply) implements Response {}

  record Replies(List<Reply> replies) implements Response {}

  /// The request cannot be answered; the next one may be.
  record Problem(TrainingProblem problem) implements Response {}
}
