package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.log_softmax;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ChatModel.Sampling;
import dev.afina.model.ScoringModel.Likelihood;
import dev.afina.tokenizer.ChatFormat;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// One thread's share of answering. The system prompt, which all questions share, is computed once
/// and kept; it is always computed by itself, so that a question gets the same answer to the last
/// bit whether it comes first or later.
final class Answerer implements AutoCloseable {
  private final Transformer model;
  private final Tokenizer tokenizer;
  private final ChatFormat format;
  private final int endOfTurn;
  private String system = "";
  private int[] systemIds = {};
  private @Nullable Past systemPast;

  Answerer(Transformer model, Tokenizer tokenizer, ChatTemplate template) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.format = new ChatFormat(tokenizer, template);
    this.endOfTurn = format.endOfTurn();
  }

  /// The log-likelihood of each answer, with its end of turn, summed over its tokens.
  double[] score(List<Message> question, List<String> answers) {
    try (PointerScope _ = new PointerScope();
        Past past = model.past()) {
      Opened opened = open(question, past);
      int[][] ids = answers.stream().map(one -> format.answer(question, one)).toArray(int[][]::new);
      // Each answer's last token predicts nothing that counts.
      int[][] heads =
          Arrays.stream(ids).map(a -> Arrays.copyOf(a, a.length - 1)).toArray(int[][]::new);
      Tensor first = opened.last();
      int[][] longer = Arrays.stream(heads).filter(head -> head.length > 0).toArray(int[][]::new);
      Tensor states =
          longer.length == 0
              ? first
              : cat(new TensorVector(first, model.after(opened.past(), Pack.of(longer))), 0);
      Tensor logs = log_softmax(model.logits(states), -1);
      double[] scores = new double[ids.length];
      int row = 1;
      for (int a = 0; a < ids.length; a++) {
        scores[a] = at(logs, 0, ids[a][0]);
        for (int i = 1; i < ids[a].length; i++) scores[a] += at(logs, row++, ids[a][i]);
      }
      return scores;
    }
  }

  /// The likelihood of a conversation's last answer, with its end of turn.
  Likelihood likelihood(Conversation conversation) {
    int[] prompt = format.prompt(conversation.question());
    int[] answer = format.answer(conversation.question(), conversation.answer());
    int[] ids = Arrays.copyOf(prompt, prompt.length + answer.length);
    System.arraycopy(answer, 0, ids, prompt.length, answer.length);
    boolean[] learned = new boolean[ids.length];
    Arrays.fill(learned, prompt.length, ids.length, true);
    try (PointerScope _ = new PointerScope()) {
      double loss = LossHead.loss(model, Lesson.plain(List.of(new Example(ids, learned))));
      return new Likelihood(-loss, answer.length);
    }
  }

  /// Goes on with a conversation, token by token.
  ///
  /// @param piece receives the text as it is made and says whether to go on
  Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    return replies(List.of(messages), sampling, piece).getFirst();
  }

  /// Goes on with several conversations side by side: the weights, which are most of the work, are
  /// read once for a token of all of them.
  List<Reply> replies(
      List<List<Message>> conversations, Sampling sampling, Predicate<String> piece) {
    List<Speech> speeches = new ArrayList<>();
    try (PointerScope _ = new PointerScope()) {
      for (List<Message> messages : conversations) {
        Speech speech = new Speech(model.past(), sampling, piece);
        speeches.add(speech);
        Opened opened = open(messages, speech.past);
        speech.promptTokens = speech.past.length();
        speech.hear(draw(opened.last(), sampling, speech.random));
      }
      List<Speech> going = speeches.stream().filter(Speech::goesOn).toList();
      while (!going.isEmpty()) {
        try (PointerScope _ = new PointerScope()) {
          int[][] last = going.stream().map(one -> new int[] {one.next}).toArray(int[][]::new);
          Tensor states =
              model.readEach(going.stream().map(one -> one.past).toList(), Pack.of(last));
          for (int i = 0; i < going.size(); i++) {
            Speech speech = going.get(i);
            speech.hear(draw(states.narrow(0, i, 1), sampling, speech.random));
          }
        }
        going = going.stream().filter(Speech::goesOn).toList();
      }
      return speeches.stream().map(Speech::end).toList();
    } finally {
      speeches.forEach(speech -> speech.past.close());
    }
  }

  /// @param past ends where the answer begins
  /// @param last state that predicts the answer's first token: `(1, width)`
  private record Opened(Past past, Tensor last) {}

  private Opened open(List<Message> messages, Past past) {
    int[] ids = format.prompt(messages);
    Message first = messages.getFirst();
    int shared = 0;
    if (first.role() == Role.SYSTEM) {
      Past known = systemPast(first.content());
      if (known.length() < ids.length
          && Arrays.equals(systemIds, Arrays.copyOf(ids, known.length()))) {
        past.continueFrom(known);
        shared = known.length();
      }
    }
    Tensor states = model.read(past, Arrays.copyOfRange(ids, shared, ids.length));
    return new Opened(past, states.narrow(0, states.size(0) - 1, 1));
  }

  private Past systemPast(String text) {
    if (systemPast != null && system.equals(text)) return systemPast;
    if (systemPast != null) systemPast.close();
    system = text;
    systemIds = format.beginning(text);
    Past past = model.past();
    try (PointerScope _ = new PointerScope()) {
      if (systemIds.length > 0) model.read(past, systemIds);
    }
    systemPast = past;
    return past;
  }

  private int draw(Tensor state, Sampling sampling, RandomGenerator random) {
    Tensor logits = model.logits(state).view(-1);
    if (sampling.temperature() == 0) return (int) torch.argmax(logits).item_long();
    float[] scores = new float[Math.toIntExact(logits.numel())];
    MemorySegment.copy(Weights.memory(logits), ValueLayout.JAVA_FLOAT, 0, scores, 0, scores.length);
    double max = Double.NEGATIVE_INFINITY;
    for (float score : scores) max = Math.max(max, score);
    double sum = 0;
    double[] cumulated = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      sum += Math.exp((scores[i] - max) / sampling.temperature());
      cumulated[i] = sum;
    }
    int found = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
    return Math.min(found < 0 ? -found - 1 : found + 1, scores.length - 1);
  }

  private static double at(Tensor logs, int row, int token) {
    return logs.narrow(0, row, 1).narrow(1, token, 1).item_double();
  }

  @Override
  public void close() {
    if (systemPast != null) systemPast.close();
  }

  /// One answer in the making, handed on as whole characters: a token may end in the middle of one.
  private final class Speech {
    private final Past past;
    private final int most;
    private final RandomGenerator random;
    private final Predicate<String> piece;
    private final List<Integer> said = new ArrayList<>();
    private String text = "";
    private int handed;
    private int promptTokens;
    private int next;
    private boolean wanted = true;

    Speech(Past past, Sampling sampling, Predicate<String> piece) {
      this.past = past;
      this.most = sampling.maxTokens();
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(sampling.seed());
      this.piece = piece;
    }

    /// Takes the next token; the end of turn is not said.
    void hear(int token) {
      next = token;
      if (token == endOfTurn) return;
      said.add(token);
      text = tokenizer.decode(said.stream().mapToInt(Integer::intValue).toArray());
      if (!text.endsWith("\uFFFD")) handOn();
    }

    boolean goesOn() {
      return wanted && next != endOfTurn && said.size() < most;
    }

    /// Hands on what still looked like half a character.
    Reply end() {
      handOn();
      return new Reply(text, promptTokens, said.size(), next == endOfTurn);
    }

    private void handOn() {
      if (text.length() <= handed) return;
      String fresh = text.substring(handed);
      handed = text.length();
      wanted = piece.test(fresh) && wanted;
    }
  }
}
