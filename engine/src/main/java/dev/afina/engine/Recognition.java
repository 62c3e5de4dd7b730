package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The validation part of a training on intents, as it is going to be used: each sentence with each
/// of the intents as its answer. The epoch that recognises most is the one to keep. The loss alone
/// does not tell: one wrong answer that a model is sure of weighs more in it than many right ones.
record Recognition(List<Sentence> sentences) {

  /// @param answers one for each intent
  /// @param own which of them is right
  private record Sentence(List<Example> answers, int own) {}

  Recognition {
    sentences = List.copyOf(sentences);
  }

  /// @param labels the intents
  /// @param examples how a conversation is written
  static Recognition of(
      List<Conversation> validation,
      List<String> labels,
      Function<Conversation, Example> examples) {
    return new Recognition(
        validation.stream()
            .map(one ->
                new Sentence(
                    labels.stream().map(label -> examples.apply(answered(one, label))).toList(),
                    labels.indexOf(one.answer())))
            .toList());
  }

  /// Each sentence with each of the intents.
  List<Example> examples() {
    return sentences.stream().flatMap(sentence -> sentence.answers().stream()).toList();
  }

  /// The loss is that of the sentences' own intents.
  Judged judged(Step step) {
    List<double[]> likelihoods =
        step.likelihoods(sentences.stream().map(Sentence::answers).toList());
    double sum = 0;
    double tokens = 0;
    int right = 0;
    for (int i = 0; i < sentences.size(); i++) {
      Sentence sentence = sentences.get(i);
      sum -= likelihoods.get(i)[sentence.own()];
      tokens += sentence.answers().get(sentence.own()).learnedTokens();
      if (likeliest(likelihoods.get(i)) == sentence.own()) right++;
    }
    return new Judged(sum / tokens, right, sentences.size(), null);
  }

  private static Conversation answered(Conversation conversation, String answer) {
    List<Message> messages = new ArrayList<>(conversation.question());
    messages.add(Message.assistant(answer));
    return new Conversation(messages);
  }

  private static int likeliest(double[] likelihoods) {
    int best = 0;
    for (int i = 1; i < likelihoods.length; i++) if (likelihoods[i] > likelihoods[best]) best = i;
    return best;
  }
}
