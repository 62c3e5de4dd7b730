package dev.afina.engine;

import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ChatModel.TokenChance;
import dev.afina.model.Sampling;
import dev.afina.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One answer in the making, handed on as whole characters: a token may end in the middle of one.
/// What could be the beginning of a text that ends the answer is held back until that is clear.
final class Speech {
  private final Tokenizer tokenizer;
  private final Set<Integer> ends;
  private final Sampling sampling;
  private final Sampler sampler;
  private final @Nullable Form form;
  private final int promptTokens;
  private final Predicate<String> piece;
  private final List<Integer> said = new ArrayList<>();
  private final List<TokenChance> chances = new ArrayList<>();
  private String text = "";
  private int handed;
  private int next;
  private boolean finished;
  private boolean wanted = true;

  /// @param prompt the tokens of the conversation up to the answer
  /// @param form that the answer keeps to, if any
  /// @param piece receives the text as it is made and says whether to go on
  Speech(
      Wording wording,
      int[] prompt,
      Sampling sampling,
      @Nullable Form form,
      Predicate<String> piece) {
    this.tokenizer = wording.tokenizer();
    this.ends = wording.ends();
    this.sampling = sampling;
    this.sampler = new Sampler(sampling, prompt);
    this.form = form;
    this.promptTokens = prompt.length;
    this.piece = piece;
  }

  /// The token chosen last.
  int next() {
    return next;
  }

  boolean goesOn() {
    return wanted && !finished && said.size() < sampling.end().maxTokens();
  }

  /// Chooses the next token; what ends it is not said.
  ///
  /// @param scores of every token of the vocabulary
  void hear(float[] scores) {
    float[] own = sampling.alternatives() < 0 ? scores : scores.clone();
    if (form != null) form.narrow(scores, sampling.end().maxTokens() - said.size());
    next = sampler.next(scores);
    if (ends.contains(next)) {
      finished = true;
      return;
    }
    said.add(next);
    if (form != null) form.say(next);
    if (sampling.alternatives() >= 0) chances.add(chance(own));
    text = tokenizer.decode(said.stream().mapToInt(Integer::intValue).toArray());
    stop();
    if (!text.endsWith("\uFFFD")) handOn(text.length() - (finished ? 0 : undecided()));
  }

  /// Hands on what was held back.
  Reply end() {
    handOn(text.length());
    return new Reply(text, promptTokens, said.size(), finished, chances);
  }

  private void stop() {
    sampling.end().stop().stream()
        .mapToInt(text::indexOf)
        .filter(at -> at >= 0)
        .min()
        .ifPresent(at -> {
          text = text.substring(0, at);
          finished = true;
        });
  }

  /// How many of the last characters could begin a text that ends the answer.
  private int undecided() {
    int most = 0;
    for (String stop : sampling.end().stop())
      for (int n = Math.min(stop.length() - 1, text.length()); n > most; n--)
        if (text.endsWith(stop.substring(0, n))) most = n;
    return most;
  }

  private void handOn(int end) {
    if (end <= handed) return;
    String fresh = text.substring(handed, end);
    handed = end;
    wanted = piece.test(fresh) && wanted;
  }

  private TokenChance chance(float[] scores) {
    double top = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).max().orElse(0);
    double sum = 0;
    for (float score : scores) sum += Math.exp(score - top);
    double whole = top + Math.log(sum);
    List<TokenChance> others =
        likeliest(scores, sampling.alternatives()).stream()
            .map(token -> new TokenChance(token, text(token), scores[token] - whole, List.of()))
            .toList();
    return new TokenChance(next, text(next), scores[next] - whole, others);
  }

  private static List<Integer> likeliest(float[] scores, int n) {
    if (n == 0) return List.of();
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, sorted.length - n)];
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] >= least)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(n)
        .toList();
  }

  private String text(int token) {
    return tokenizer.decode(new int[] {token});
  }
}
