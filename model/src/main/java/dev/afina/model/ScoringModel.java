package dev.afina.model;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import java.util.List;

/// A chat model that also tells how likely it finds a given answer. Local models do, hosted ones do
/// not.
public interface ScoringModel extends ChatModel {

  /// For each question, the natural logarithm of the probability of each answer, its end of turn
  /// included, in the order of `answers`.
  List<double[]> score(List<List<Message>> questions, List<String> answers);

  /// For each conversation, how likely its last answer is (with end of turn), token by token
  /// summed.
  List<Likelihood> likelihoods(List<Conversation> conversations);

  /// @param logLikelihood sum of natural logarithms over the answer's tokens
  record Likelihood(double logLikelihood, int tokens) {}
}
