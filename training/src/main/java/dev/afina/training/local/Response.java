package dev.afina.training.local;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel.Likelihood;
import dev.afina.training.TrainingProblem;
import java.util.List;

/// What an answering engine says: a line of JSON on its standard output, with the number of the
/// request it belongs to.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
public sealed interface Response {

  /// What is said of no request: the base is loaded, or cannot be.
  int START = 0;

  int id();

  /// The base, or the adapter, is loaded.
  record Ready(int id) implements Response {}

  record Scores(int id, List<double[]> scores) implements Response {}

  record Likelihoods(int id, List<Likelihood> likelihoods) implements Response {}

  /// The next part of a reply.
  record Piece(int id, String text) implements Response {}

  record Replied(int id, Reply reply) implements Response {}

  /// The request cannot be answered; others may be.
  record Problem(int id, TrainingProblem problem) implements Response {}
}
