package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.model.ScoringModel.Likelihood;
import dev.afina.tokenizer.ChatTokenizer;
import dev.afina.tokenizer.Example;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How likely a model finds answers, each with its end of turn. All questions of a request are
/// computed together, and what they and their answers begin with in common once.
record Likelihoods(ChatTokenizer chats, Trees trees) {

  /// The log-likelihood of each answer to each question, summed over the answer's tokens.
  List<double[]> scores(List<List<Message>> questions, List<String> answers) {
    return trees.likelihoods(
        questions.parallelStream().map(question -> examples(question, answers)).toList());
  }

  /// The likelihood of each conversation's last answer.
  List<Likelihood> of(List<Conversation> conversations) {
    List<Example> examples =
        conversations.parallelStream()
            .flatMap(one -> examples(one.question(), List.of(one.answer())).stream())
            .toList();
    List<double[]> sums = trees.likelihoods(examples.stream().map(List::of).toList());
    return IntStream.range(0, sums.size())
        .mapToObj(i -> new Likelihood(sums.get(i)[0], examples.get(i).learnedTokens()))
        .toList();
  }

  private List<Example> examples(List<Message> question, List<String> answers) {
    int[] before = chats.prompt(question);
    return answers.stream().map(answer -> example(before, chats.answer(question, answer))).toList();
  }

  /// Only the last answer counts, whatever the assistant said before.
  private static Example example(int[] before, int[] after) {
    int[] ids = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, ids, before.length, after.length);
    boolean[] learned = new boolean[ids.length];
    Arrays.fill(learned, before.length, ids.length, true);
    return new Example(ids, learned);
  }
}
