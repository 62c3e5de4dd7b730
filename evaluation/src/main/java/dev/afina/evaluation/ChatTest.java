package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.evaluation.ChatResults.Answer;
import dev.afina.evaluation.ChatResults.Answered;
import dev.afina.evaluation.metrics.ChrF;
import dev.afina.evaluation.metrics.Surprise;
import dev.afina.evaluation.statistics.Bootstrap;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The test of a chat model: the tuned model and its base answer the same questions, each with its
/// likeliest words, and are asked how much the answers of the validation part surprise them.
///
/// @param system the system prompt; empty if none
/// @param heldOut conversations that were not learned from
/// @param cases what is judged
/// @param maxTokens the longest answer
/// @param seed of the drawings behind the intervals
public record ChatTest(
    String system,
    List<Conversation> heldOut,
    List<ChatCase> cases,
    Basis basis,
    int maxTokens,
    long seed) {

  /// Fewer conversations claim nothing: even if all of them changed the same way, that would happen
  /// by chance more often than once in twenty.
  static final int ENOUGH = 6;

  /// @throws Refused if there is nothing to test with
  public ChatTest {
    heldOut = List.copyOf(heldOut);
    cases = List.copyOf(cases);
    if (cases.isEmpty() || heldOut.isEmpty()) throw new Refused(new EvaluationProblem.NoCases());
  }

  /// Asks both and compares. Each model is opened, asked, and closed before the next.
  public ChatResults judge(
      Supplier<? extends ScoringModel> tuned, Supplier<? extends ScoringModel> base) {
    Said after = ask(tuned);
    Said before = ask(base);
    List<Answered> answered =
        IntStream.range(0, cases.size())
            .mapToObj(i -> {
              ChatCase one = cases.get(i);
              return new Answered(
                  one.question(),
                  one.reference(),
                  one.kind(),
                  one.facts(),
                  answer(one, after.replies().get(i)),
                  answer(one, before.replies().get(i)));
            })
            .toList();
    List<Answered> unseen = unseen(answered);
    ChatResults.Change perplexity = perplexity(after.heldOut(), before.heldOut());
    return new ChatResults(
        perplexity,
        chrf(unseen),
        facts(unseen, Answered::tuned),
        facts(unseen, Answered::base),
        surprise(perplexity),
        new ChatResults.Both(
            compare(answered.stream().filter(one -> one.kind() == CaseKind.NEW)),
            compare(unseen.stream())),
        kinds(answered),
        heldOut.size(),
        after.heldOut().stream().mapToInt(Likelihood::tokens).sum(),
        basis,
        answered);
  }

  private static List<Answered> unseen(List<Answered> answered) {
    List<Answered> unseen = answered.stream().filter(one -> one.kind() != CaseKind.DATA).toList();
    return unseen.isEmpty() ? answered : unseen;
  }

  private record Said(List<Likelihood> heldOut, List<Reply> replies) {}

  private Said ask(Supplier<? extends ScoringModel> opened) {
    try (ScoringModel model = opened.get()) {
      List<Likelihood> likelihoods =
          model.likelihoods(heldOut.stream().map(one -> one.withSystem(system)).toList());
      if (likelihoods.size() != heldOut.size())
        throw new Refused(new EvaluationProblem.WrongAnswers(heldOut.size(), likelihoods.size()));
      List<Reply> replies =
          model.replies(cases.stream().map(this::withSystem).toList(), Sampling.greedy(maxTokens));
      return new Said(likelihoods, replies);
    }
  }

  private List<Message> withSystem(ChatCase one) {
    return new Conversation(one.question()).withSystem(system).messages();
  }

  private static Answer answer(ChatCase one, Reply reply) {
    return new Answer(
        reply.text(),
        RequiredFacts.missing(reply.text(), one.facts()),
        six(ChrF.of(reply.text(), one.reference()).score()),
        reply.finished());
  }

  private ChatResults.Change perplexity(List<Likelihood> tuned, List<Likelihood> base) {
    int[] all = IntStream.range(0, heldOut.size()).toArray();
    Interval interval =
        Bootstrap.interval(
            heldOut.size(), drawn -> perplexity(tuned, drawn) - perplexity(base, drawn), seed);
    double after = six(perplexity(tuned, all));
    double before = six(perplexity(base, all));
    return new ChatResults.Change(
        after, before, six(after - before), six(interval.low()), six(interval.high()));
  }

  /// `exp(mean negative log-likelihood of a token)` over the answers' tokens.
  static double perplexity(List<Likelihood> answers, int[] chosen) {
    double sum = 0;
    long tokens = 0;
    for (int i : chosen) {
      sum += answers.get(i).logLikelihood();
      tokens += answers.get(i).tokens();
    }
    return Surprise.perplexity(sum, tokens);
  }

  private ChatResults.Change chrf(List<Answered> answered) {
    List<ChrF> tuned = counts(answered, Answered::tuned);
    List<ChrF> base = counts(answered, Answered::base);
    int[] all = IntStream.range(0, answered.size()).toArray();
    Interval interval =
        Bootstrap.interval(
            answered.size(), drawn -> sum(tuned, drawn) - sum(base, drawn), seed + 1);
    double after = six(sum(tuned, all));
    double before = six(sum(base, all));
    return new ChatResults.Change(
        after, before, six(after - before), six(interval.low()), six(interval.high()));
  }

  private static List<ChrF> counts(List<Answered> answered, Function<Answered, Answer> whose) {
    return answered.stream().map(one -> ChrF.of(whose.apply(one).text(), one.reference())).toList();
  }

  private static double sum(List<ChrF> counts, int[] chosen) {
    ChrF sum = ChrF.empty();
    for (int i : chosen) sum.add(counts.get(i));
    return sum.score();
  }

  private static ChatResults.Facts facts(
      List<Answered> answered, Function<Answered, Answer> whose) {
    int required = 0;
    int missing = 0;
    for (Answered one : answered) {
      required += one.facts().size();
      missing += whose.apply(one).missing().size();
    }
    return new ChatResults.Facts(
        Score.of(required - missing, required),
        complete(answered.stream(), whose),
        complete(answered.stream().filter(one -> one.kind() == CaseKind.NEW), whose));
  }

  private static Score complete(Stream<Answered> answered, Function<Answered, Answer> whose) {
    List<Answered> asked = answered.filter(one -> !one.facts().isEmpty()).toList();
    long complete = asked.stream().filter(one -> whose.apply(one).missing().isEmpty()).count();
    return Score.of((int) complete, asked.size());
  }

  private static Verdict compare(Stream<Answered> answered) {
    int cases = 0;
    int wins = 0;
    int losses = 0;
    for (Answered one : answered.filter(a -> !a.facts().isEmpty()).toList()) {
      boolean tuned = one.tuned().missing().isEmpty();
      boolean base = one.base().missing().isEmpty();
      cases++;
      if (tuned && !base) wins++;
      if (base && !tuned) losses++;
    }
    return Verdict.of(Contestant.UNTRAINED, cases, wins, losses);
  }

  private Verdict surprise(ChatResults.Change change) {
    int n = heldOut.size();
    boolean enough = n >= ENOUGH;
    if (enough && change.high() < 0)
      return new Verdict.LessSurprised(change.tuned(), change.base(), n);
    if (enough && change.low() > 0)
      return new Verdict.MoreSurprised(change.tuned(), change.base(), n);
    return new Verdict.AsSurprised(change.tuned(), change.base(), n);
  }

  private static List<KindScore> kinds(List<Answered> answered) {
    List<KindScore> kinds = new ArrayList<>();
    for (CaseKind kind : CaseKind.values()) {
      Score score = complete(answered.stream().filter(one -> one.kind() == kind), Answered::tuned);
      if (score.total() > 0) kinds.add(new KindScore(kind, score));
    }
    return kinds;
  }

  /// The validation part as cases, where there is nothing else: the reference is the answer given,
  /// and no fact is required.
  public static List<ChatCase> casesOf(List<Conversation> conversations) {
    return conversations.stream()
        .map(one ->
            new ChatCase(
                one.question().stream().filter(m -> m.role() != Role.SYSTEM).toList(),
                one.answer(),
                CaseKind.NEW,
                List.of()))
        .toList();
  }
}
