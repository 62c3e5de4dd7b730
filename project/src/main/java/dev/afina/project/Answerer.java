package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.evaluation.LinearModel;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.List;

/// Says what to questions that already have their prompt.
sealed interface Answerer extends AutoCloseable {

  /// The logarithms of the intents' likelihoods, for each question.
  List<double[]> scores(List<List<Message>> questions);

  Reply reply(List<Message> question);

  Likelihood likelihood(Conversation conversation);

  @Override
  void close();

  /// A language model.
  record Language(ScoringModel model, List<String> labels) implements Answerer {
    @Override
    public List<double[]> scores(List<List<Message>> questions) {
      return model.score(questions, labels);
    }

    @Override
    public Reply reply(List<Message> question) {
      return model.reply(question, Sampling.greedy(DeployStep.LONGEST_ANSWER), _ -> true);
    }

    @Override
    public Likelihood likelihood(Conversation conversation) {
      return model.likelihoods(List.of(conversation)).getFirst();
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /// The linear model knows intents only, and reads what was said last.
  record Linear(LinearModel model) implements Answerer {
    @Override
    public List<double[]> scores(List<List<Message>> questions) {
      return questions.stream()
          .map(question -> model.logLikelihoods(question.getLast().content()))
          .toList();
    }

    @Override
    public Reply reply(List<Message> question) {
      throw new IllegalStateException("a linear model does not talk");
    }

    @Override
    public Likelihood likelihood(Conversation conversation) {
      throw new IllegalStateException("a linear model does not talk");
    }

    @Override
    public void close() {}
  }
}
