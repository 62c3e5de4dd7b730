package dev.afina.evaluation;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// A model that says what it is told to.
final class FakeModel implements ScoringModel {
  private final BiFunction<String, String, Double> logLikelihood;
  private final Function<String, String> answer;
  boolean closed;

  /// @param logLikelihood of an answer (second) to a question
  FakeModel(BiFunction<String, String, Double> logLikelihood, Function<String, String> answer) {
    this.logLikelihood = logLikelihood;
    this.answer = answer;
  }

  @Override
  public List<double[]> score(List<List<Message>> questions, List<String> answers) {
    List<double[]> scores = new ArrayList<>();
    for (List<Message> question : questions)
      scores.add(
          answers.stream()
              .mapToDouble(one -> logLikelihood.apply(question.getLast().content(), one))
              .toArray());
    return scores;
  }

  @Override
  public List<Likelihood> likelihoods(List<Conversation> conversations) {
    return conversations.stream()
        .map(one ->
            new Likelihood(
                logLikelihood.apply(one.question().getLast().content(), one.answer()), 4))
        .toList();
  }

  @Override
  public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    return new Reply(answer.apply(messages.getLast().content()), 10, 5, true);
  }

  @Override
  public void close() {
    closed = true;
  }
}
